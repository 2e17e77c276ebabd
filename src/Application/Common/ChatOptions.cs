namespace LiveChat.Application.Common;

/// <summary>An operator's settings for conversations.</summary>
public sealed record ChatOptions
{
    /// <summary>How long after sending a message its sender may recall it.</summary>
    public required TimeSpan RecallWindow { get; init; }
}
