namespace LiveChat.Domain.Conversations;

/// <summary>What a member changes of their own view of a conversation; null leaves a preference as it is.</summary>
/// <param name="IsDone">Done with: out of the list until the other side writes again.</param>
/// <param name="Snooze">Out of the list until a moment, or until the other side writes again.</param>
public sealed record PreferenceChanges(bool? IsPinned = null, bool? IsMuted = null, bool? IsMarkedUnread = null, bool? IsDone = null, Snooze? Snooze = null);

/// <param name="Until">Null ends it.</param>
public readonly record struct Snooze(DateTimeOffset? Until);
