namespace LiveChat.Infrastructure.Settings;

/// <summary>A setting is missing or unusable. The message is one line that names it and says how to mend it.</summary>
public sealed class SettingsException(string message) : Exception(message);
