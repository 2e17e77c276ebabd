namespace LiveChat.Infrastructure.Settings;

/// <param name="PublicBaseUrl">Prefix of the URLs handed out, without a slash at its end.</param>
public sealed record MediaSettings(string PublicBaseUrl);
