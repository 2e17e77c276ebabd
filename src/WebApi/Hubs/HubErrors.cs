using System.Globalization;
using LiveChat.Infrastructure.Persistence;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebApi.Hubs;

/// <summary>Failures of the hub: <c>&lt;code&gt;: &lt;detail&gt;</c>, in the language of the connection.</summary>
internal sealed partial class HubErrors(ILogger<HubErrors> logger) : IHubFilter
{
    public static HubException From(Error error)
    {
        var detail = error is ValidationError { Errors: var errors }
            ? string.Join(' ', errors.Values.SelectMany(v => v))
            : LocalizedText.Of(error);
        return From(ErrorCode.Of(error.Kind), detail);
    }

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        var language = HubCaller.Of(invocationContext.Context).Language;
        // Mostly it flowed here from the request already. Setting it again would create another execution context.
        if (!language.Equals(CultureInfo.CurrentUICulture))
            CultureInfo.CurrentUICulture = language;
        for (var i = 0; i < invocationContext.HubMethodArguments.Count; i++)
        {
            if (invocationContext.HubMethodArguments[i] is null)
                throw From(ErrorCode.ValidationFailed, LocalizedText.Of(ErrorCode.ValidationFailed.TextName));
        }

        try
        {
            return await next(invocationContext);
        }
        catch (TooMuchAtOnceException tooMuch)
        {
            var code = tooMuch.IsOwnDoing ? ErrorCode.RateLimited : ErrorCode.Unavailable;
            throw From(code, LocalizedText.Of(code.TextName));
        }
        catch (Exception exception) when (exception is not HubException)
        {
            LogUnexpected(logger, exception, invocationContext.HubMethodName);
            if (DatabaseState.IsAtFault(exception))
                throw From(ExceptionProblems.DatabaseUnavailable);
            throw From(ErrorCode.Internal, LocalizedText.Of(ErrorCode.Internal.TextName));
        }
    }

    private static HubException From(ErrorCode code, string detail) => new($"{code.Code}: {detail}");

    [LoggerMessage(50, LogLevel.Error, "Hub method {Method} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method);
}
