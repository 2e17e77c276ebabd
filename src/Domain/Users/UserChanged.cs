using LiveChat.Domain.Common;

namespace LiveChat.Domain.Users;

/// <summary>A user's public profile changed: name, avatar, description, role or status.</summary>
public sealed record UserChanged(UserId UserId) : IDomainEvent;
