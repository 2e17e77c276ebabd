using Microsoft.Extensions.Logging;

namespace LiveChat.UnitTests.Common;

/// <summary>Keeps everything that a sink could write down: the sentence, its structured values and the exception.</summary>
internal sealed class RecordingLogger<T>(LogLevel minimum = LogLevel.Trace) : ILogger<T>
{
    public List<(LogLevel Level, string Text)> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Entries.Add((LogLevel.None, state.ToString()!));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        var text = $"{formatter(state, exception)} [{string.Join("; ", values.Select(v => $"{v.Key}={v.Value}"))}] {exception}";
        Entries.Add((logLevel, text));
    }
}
