namespace LiveChat.Application.Users;

/// <summary>The result of a ban.</summary>
/// <param name="Removed">Messages that were taken down by this call.</param>
/// <param name="Remaining">Messages that could not be taken down before the call stopped. If there are any, repeat the call.</param>
public sealed record BanDto(UserDto User, int Removed, int Remaining);
