using System.Text.Json;
using System.Text.RegularExpressions;
using LiveChat.Infrastructure.Persistence;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace LiveChat.WebApi.Errors;

/// <summary>Answers exceptions: unreadable input, or something unexpected, whose details are never shown.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    /// <summary>The answer while the database is locked, full, read-only or broken. The log tells which.</summary>
    public static readonly Error DatabaseUnavailable = new(ErrorKind.Unavailable, "Database.Unavailable");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad => Malformed(httpContext, bad),
            BadHttpRequestException bad => Problems.FromStatus(bad.StatusCode, httpContext),
            TooMuchAtOnceException tooMuch => TooMuch(httpContext, tooMuch),
            // Kestrel throws this for a chunk whose length overflows.
            IOException { InnerException: OverflowException } => Problems.Malformed(httpContext, null),
            _ when DatabaseState.IsAtFault(exception) => AtFault(DatabaseUnavailable, httpContext),
            FileStorageException => AtFault(MediaErrors.StorageUnavailable, httpContext),
            // The client disconnected, so nobody reads the answer, and the server did not fail.
            ConnectionResetException or ConnectionAbortedException => Results.StatusCode(StatusCodes.Status499ClientClosedRequest),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Results.StatusCode(
                StatusCodes.Status499ClientClosedRequest
            ),
            _ => Problems.FromStatus(StatusCodes.Status500InternalServerError, httpContext),
        };
        if (
            exception
            is not (
                BadHttpRequestException
                or TooMuchAtOnceException
                or IOException { InnerException: OverflowException }
                or OperationCanceledException
                or ConnectionResetException
                or ConnectionAbortedException
            )
        )
            LogUnexpected(logger, exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static IResult AtFault(Error error, HttpContext context)
    {
        context.SetRetryAfter(RequestLimits.Retry);
        return Problems.From(error, context);
    }

    private static IResult TooMuch(HttpContext context, TooMuchAtOnceException exception)
    {
        context.SetRetryAfter(RequestLimits.Retry);
        return Problems.FromStatus(
            exception.IsOwnDoing ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable,
            context
        );
    }

    /// <summary>The property of the body whose value has the wrong type.</summary>
    private static string? FieldOf(BadHttpRequestException bad) =>
        bad.InnerException is JsonException { Path: { } path } && FieldPattern().Match(path) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    /// <summary>
    /// The framework's message names a C# parameter and type. The client gets the name of the query parameter, and what it takes.
    /// </summary>
    private static IResult Malformed(HttpContext context, BadHttpRequestException bad)
    {
        if (FieldOf(bad) is { } field)
            return Problems.Malformed(context, field);
        if (ParameterPattern().Match(bad.Message) is not { Success: true } match)
            return Problems.Malformed(context, field: null);
        var type = match.Groups["type"].Value;
        return Problems.Malformed(
            context,
            FieldNames.Of(match.Groups["name"].Value),
            type switch
            {
                _ when type.Contains("Time", StringComparison.Ordinal) => "Validation.Time",
                _ when type.Contains("bool", StringComparison.OrdinalIgnoreCase) => "Validation.Boolean",
                _ when type.Contains("int", StringComparison.OrdinalIgnoreCase) => "Validation.Number",
                _ when type.Contains("long", StringComparison.Ordinal) => "Validation.Number",
                _ => "Request.Malformed",
            }
        );
    }

    [GeneratedRegex(@"^\$\.([a-z_]+(?:\[\d+\]|\.[a-z_]+)*)$")]
    private static partial Regex FieldPattern();

    [GeneratedRegex("parameter \"(?<type>[^\" ]+) (?<name>[A-Za-z]+)\" from")]
    private static partial Regex ParameterPattern();

    [LoggerMessage(40, LogLevel.Error, "{Method} {Endpoint} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string? endpoint);
}
