using System.Text.Json;
using System.Text.RegularExpressions;
using LiveChat.Application.Common;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace LiveChat.WebApi.Errors;

/// <summary>Answers for what was thrown: input that could not be read, or something unexpected. Never shows what it was.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad => Problems.Malformed(httpContext, FieldOf(bad) ?? ParameterOf(bad.Message)),
            BadHttpRequestException bad => Problems.FromStatus(bad.StatusCode, httpContext),
            // The client hung up: nobody reads the answer, and nothing of ours failed.
            ConnectionResetException or ConnectionAbortedException => Results.StatusCode(StatusCodes.Status499ClientClosedRequest),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Results.StatusCode(StatusCodes.Status499ClientClosedRequest),
            _ => Problems.FromStatus(StatusCodes.Status500InternalServerError, httpContext),
        };
        if (exception is not (BadHttpRequestException or OperationCanceledException or ConnectionResetException or ConnectionAbortedException))
            LogUnexpected(logger, exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The property of the body whose value is of another type.</summary>
    private static string? FieldOf(BadHttpRequestException bad) =>
        bad.InnerException is JsonException { Path: { } path } && FieldPattern().Match(path) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The framework names its own C# parameter; the client knows the one it sent.</summary>
    private static string? ParameterOf(string message) => ParameterPattern().Match(message) is { Success: true } match ? FieldNames.Of(match.Groups[1].Value) : null;

    [GeneratedRegex(@"^\$\.([a-z_]+(?:\[\d+\]|\.[a-z_]+)*)$")]
    private static partial Regex FieldPattern();

    [GeneratedRegex("parameter \"[^\" ]+ ([A-Za-z]+)\" from")]
    private static partial Regex ParameterPattern();

    [LoggerMessage(40, LogLevel.Error, "{Method} {Endpoint} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string? endpoint);
}
