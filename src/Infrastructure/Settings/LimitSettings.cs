using System.Globalization;

namespace LiveChat.Infrastructure.Settings;

/// <summary>How often something may be done: at most <paramref name="Count"/> times in any stretch of <paramref name="Window"/>.</summary>
public sealed record Limit(int Count, TimeSpan Window)
{
    /// <param name="setting">The setting's name, for the message.</param>
    /// <param name="text"><c>count/seconds</c>, such as 20/10.</param>
    /// <exception cref="SettingsException">The text is no limit.</exception>
    public static Limit Parse(string setting, string text) =>
        text.Split('/') is [var count, var seconds]
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
        && times > 0
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length > 0
            ? new Limit(times, TimeSpan.FromSeconds(length))
            : throw new SettingsException($"{setting} must be count/seconds such as 20/10, not '{text}'.");
}

/// <summary>The limits of the contract (docs/protocol.md). Each of the first ones is described by its <see cref="LimitKind"/>.</summary>
public sealed record LimitSettings(
    bool IsEnabled,
    Limit LoginFailures,
    Limit LoginFailuresPerAddress,
    Limit Registrations,
    Limit SignIns,
    Limit Send,
    Limit Typing,
    Limit NewConversations,
    Limit Upload
)
{
    /// <summary>Open connections of one user to the hub, by whatever transport.</summary>
    public required int Connections { get; init; }

    /// <summary>Open connections of all kinds, those of people who are signed in included.</summary>
    public required int ConnectionsInAll { get; init; }

    /// <summary>Open connections over which nobody is signed in.</summary>
    public required int AnonymousConnections { get; init; }

    /// <inheritdoc cref="AnonymousConnections"/>
    /// <remarks>From one address; a trusted proxy is not counted as one.</remarks>
    public required int AnonymousConnectionsPerAddress { get; init; }

    public Limit Of(LimitKind kind) =>
        kind switch
        {
            LimitKind.LoginFailures => LoginFailures,
            LimitKind.LoginFailuresPerAddress => LoginFailuresPerAddress,
            LimitKind.Registrations => Registrations,
            LimitKind.SignIns => SignIns,
            LimitKind.Send => Send,
            LimitKind.Typing => Typing,
            LimitKind.NewConversations => NewConversations,
            LimitKind.Upload => Upload,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
