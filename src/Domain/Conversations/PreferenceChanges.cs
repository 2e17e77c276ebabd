namespace LiveChat.Domain.Conversations;

/// <summary>Changes of a member's own view of a conversation; null leaves a preference as it is.</summary>
/// <param name="IsDone">Whether the member is done with it: it leaves the list until the other side writes again.</param>
/// <param name="Snooze">Hides it from the list until a moment, or until the other side writes again.</param>
public sealed record PreferenceChanges(bool? IsPinned = null, bool? IsMuted = null, bool? IsMarkedUnread = null, bool? IsDone = null, Snooze? Snooze = null);

/// <param name="Until">The end of the snooze; null ends it now.</param>
public readonly record struct Snooze(DateTimeOffset? Until);
