namespace LiveChat.Application.Presence;

/// <summary>Whether somebody is online, and when their last connection was gone.</summary>
public sealed record PresenceDto(string UserId, bool IsOnline, DateTimeOffset? LastSeenAt);

public sealed record TypingChangedDto(long ConversationId, string UserId, bool IsTyping);

/// <param name="Reason">Why: logged_out, password_changed, disabled, deleted, role_changed, ended_by_admin or expired.</param>
public sealed record SessionEndedDto(string Reason);
