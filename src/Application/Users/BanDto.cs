namespace LiveChat.Application.Users;

/// <summary>What came of a ban.</summary>
/// <param name="Removed">Messages that were taken down by this call.</param>
/// <param name="Remaining">Messages that still stand because the call was stopped; more than 0 means: call again.</param>
public sealed record BanDto(UserDto User, int Removed, int Remaining);
