using System.Diagnostics;

namespace LiveChat.Application.Common;

/// <summary>Logs each request and its outcome: its name, never its content.</summary>
public sealed class LoggingBehavior<TRequest, TResponse>(ILogger<LoggingBehavior<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : Result, IFailable<TResponse>
{
    private static readonly string RequestName = typeof(TRequest).Name;

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        logger.IsEnabled(LogLevel.Debug) ? HandleLogged(next) : next();

    private async Task<TResponse> HandleLogged(RequestHandlerDelegate<TResponse> next)
    {
        var started = Stopwatch.GetTimestamp();
        var response = await next();
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (response.IsSuccess)
            RequestLog.Handled(logger, RequestName, milliseconds);
        else
            RequestLog.Refused(logger, RequestName, response.Error.Name, milliseconds);
        return response;
    }
}

internal static partial class RequestLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Request} handled in {Milliseconds:0.0} ms")]
    public static partial void Handled(ILogger logger, string request, double milliseconds);

    [LoggerMessage(2, LogLevel.Debug, "{Request} refused with {Error} after {Milliseconds:0.0} ms")]
    public static partial void Refused(ILogger logger, string request, string error, double milliseconds);

    [LoggerMessage(3, LogLevel.Error, "{Push} failed to push {Event}; clients see by the heads what they lack")]
    public static partial void PushFailed(ILogger logger, Exception exception, string push, string @event);
}
