namespace LiveChat.Application.Operations;

/// <summary>What an operator has to care for.</summary>
public enum CheckKind
{
    Settings,
    Database,
    Disk,
    Clock,
    Redis,
    Files,
    Backup,
    Server,
    Proxy,
}

/// <summary>What is found; the worst comes last.</summary>
public enum FindingStatus
{
    Ok,

    /// <summary>It works, and something ought to be done before it no longer does.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Fault,
}

/// <summary>One thing that was found.</summary>
/// <param name="Name">Names its sentence: the text <c>Finding.Name</c>, and <c>FindingAdvice.Name</c> unless all is well.</param>
/// <param name="Arguments">What both sentences are filled with.</param>
public sealed record Finding(CheckKind Check, FindingStatus Status, string Name, params object[] Arguments)
{
    /// <summary>In the language of the request or of the command line.</summary>
    public FindingDto ToDto() =>
        new(
            Check,
            Status,
            LocalizedText.Of($"Finding.{Name}", Arguments),
            Status == FindingStatus.Ok ? null : LocalizedText.Of($"FindingAdvice.{Name}", Arguments)
        );
}

/// <summary>One thing that was found.</summary>
/// <param name="Text">A sentence on how it is.</param>
/// <param name="Advice">A sentence on how to mend it; null when all is well.</param>
public sealed record FindingDto(CheckKind Check, FindingStatus Status, string Text, string? Advice);

/// <summary>Looks at one kind of thing that an operator has to care for; there is one inspector for each kind.</summary>
public interface IInspector
{
    CheckKind Kind { get; }

    /// <param name="isThorough">
    /// True for the command line, where a check may take long; false for a page, on which an admin waits and which asks every few seconds.
    /// </param>
    /// <returns>At least one finding.</returns>
    Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken);
}

/// <summary>Lets all inspectors look, at the same time.</summary>
public sealed partial class Diagnosis(IEnumerable<IInspector> inspectors, ILogger<Diagnosis> logger)
{
    /// <summary>How long a page waits for each kind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<Finding>> RunAsync(bool isThorough, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(
            // Some work is synchronous, such as that of SQLite, so each gets a thread.
            inspectors.Select(inspector => Task.Run(() => LookAsync(inspector, isThorough, cancellationToken), cancellationToken))
        );
        return [.. found.SelectMany(findings => findings).OrderBy(finding => finding.Check)];
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(IInspector inspector, bool isThorough, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!isThorough)
            limit.CancelAfter(Patience);
        try
        {
            return await inspector.InspectAsync(isThorough, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new Finding(inspector.Kind, FindingStatus.Warning, "NoAnswer", Patience.TotalSeconds)];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An inspector that fails must not hide what the others have found.
            LogFailed(logger, exception, inspector.Kind);
            return [new Finding(inspector.Kind, FindingStatus.Fault, "NotLookedAt", exception.Message.ReplaceLineEndings(" "))];
        }
    }

    [LoggerMessage(330, LogLevel.Warning, "Looking at {Kind} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, CheckKind kind);
}
