namespace LiveChat.Infrastructure.Settings;

/// <param name="PublicBaseUrl">Prefix of the URLs handed out, without a slash at its end.</param>
/// <param name="Directory">Where uploaded files lie; absolute.</param>
/// <param name="MaxFileSize">Of one upload, in bytes.</param>
public sealed record MediaSettings(string PublicBaseUrl, string Directory, long MaxFileSize);
