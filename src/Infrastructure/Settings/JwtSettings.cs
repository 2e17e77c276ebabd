namespace LiveChat.Infrastructure.Settings;

/// <summary>How access tokens are signed and how long they last.</summary>
public sealed record JwtSettings(byte[] SigningKey, TimeSpan Lifetime)
{
    public const string Issuer = "livechat";
    public const string Audience = "livechat";
    public const int MinKeyLength = 32;
}
