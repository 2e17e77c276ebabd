namespace LiveChat.Infrastructure.Settings;

/// <param name="PublicBaseUrl">Prefix of the URLs handed out, without a slash at its end.</param>
/// <param name="Directory">The absolute path of the media directory.</param>
/// <param name="MaxFileSize">The largest size of an upload, in bytes.</param>
public sealed record MediaSettings(string PublicBaseUrl, string Directory, long MaxFileSize);
