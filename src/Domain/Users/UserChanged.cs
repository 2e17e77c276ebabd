using LiveChat.Domain.Common;

namespace LiveChat.Domain.Users;

/// <summary>What others see of somebody is no longer the same: name, picture, description, role, or whether they take part.</summary>
public sealed record UserChanged(UserId UserId) : IDomainEvent;
