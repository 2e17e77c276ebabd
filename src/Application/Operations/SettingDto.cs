namespace LiveChat.Application.Operations;

/// <summary>A setting in force and where it comes from.</summary>
/// <param name="Key">The name in configuration: <c>Section:Key</c>.</param>
/// <param name="Value">The value; null for a secret, which is never shown, and for a setting that is not set.</param>
/// <param name="IsSecret">Whether the value is withheld. <paramref name="Source"/> tells whether a secret is set.</param>
public sealed record SettingDto(string Key, string? Value, SettingSource Source, bool IsSecret);

/// <summary>The places that settings come from; a later one wins.</summary>
public enum SettingSource
{
    Default,
    Appsettings,
    EnvFile,
    Environment,
    Arguments,
}
