namespace LiveChat.Application.Presence;

/// <summary>Whether a user is online, and when their last connection closed.</summary>
public sealed record PresenceDto(string UserId, bool IsOnline, DateTimeOffset? LastSeenAt);

public sealed record TypingChangedDto(long ConversationId, string UserId, bool IsTyping);

/// <param name="Reason">
/// The reason: logged_out, password_changed, disabled, deleted, role_changed, second_factor_on, ended_by_admin or expired.
/// </param>
public sealed record SessionEndedDto(string Reason);
