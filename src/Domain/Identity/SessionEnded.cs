using LiveChat.Domain.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Identity;

/// <summary>A sign-in is over: its token is good for nothing any more.</summary>
public sealed record SessionEnded(string SessionId, UserId UserId, SessionEndReason Reason) : IDomainEvent;
