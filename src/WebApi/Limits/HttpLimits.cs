using System.Threading.RateLimiting;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Hubs;
using Microsoft.AspNetCore.RateLimiting;

namespace LiveChat.WebApi.Limits;

/// <summary>Limits at the doors of HTTP. What is refused has not been begun.</summary>
public static class HttpLimits
{
    /// <summary>The policy of sending, which counts together with the hub.</summary>
    public const string Send = "send";

    /// <summary>The policy of uploading.</summary>
    public const string Upload = "upload";

    private static readonly object NewConversationsLeft = new();

    public static IServiceCollection AddLimits(this IServiceCollection services, LimitSettings settings)
    {
        services.AddSingleton(settings).AddSingleton<RateLimits>();
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Send, context => PartitionOf(context, settings, limits => limits.Send));
            limiter.AddPolicy(Upload, context => PartitionOf(context, settings, limits => limits.Upload));
            limiter.OnRejected = async (rejected, _) =>
            {
                var isUpload = rejected.HttpContext.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Upload;
                await Refuse(rejected.HttpContext, RateLimits.RetryAfter(rejected.Lease, isUpload ? settings.Upload : settings.Send)).ExecuteAsync(rejected.HttpContext);
            };
        });
        return services;
    }

    /// <summary>Refuses the connection of somebody who has too many, before the hub's handshake.</summary>
    public static IApplicationBuilder UseConnectionLimit(this IApplicationBuilder app, RateLimits limits) => app.Use((context, next) =>
        limits.Settings.IsEnabled && IsOpening(context.Request) && context.User.FindActor() is { } actor
            ? OpenAsync(context, next, limits, actor)
            : next(context));

    private static async Task OpenAsync(HttpContext context, RequestDelegate next, RateLimits limits, Actor actor)
    {
        // To negotiate is to ask; a connection is taken by what follows.
        var isAsking = IsNegotiation(context.Request);
        if (isAsking && limits.HasConnectionLeft(actor.UserId))
        {
            await next(context);
            return;
        }

        if (isAsking || !limits.TryTakeConnection(actor.UserId))
        {
            await Refuse(context, RetrySeconds).ExecuteAsync(context);
            return;
        }

        try
        {
            // The request of a WebSocket lasts as long as the connection does.
            await next(context);
        }
        finally
        {
            limits.ReleaseConnection(actor.UserId);
        }
    }

    /// <summary>When somebody with too many connections may try again: one of them may have been closed by then.</summary>
    private const int RetrySeconds = 10;

    /// <summary>Counts failed sign-ins with a name and a password: of the account and address together, and of the address.</summary>
    public static RouteHandlerBuilder LimitLoginFailures<TBody>(this RouteHandlerBuilder builder, Func<TBody, HttpContext, string?> account, Func<IResult, bool> isFailure) =>
        builder.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var limits = context.RequestServices.GetRequiredService<RateLimits>();
            if (!limits.Settings.IsEnabled)
                return await next(invocation);

            var address = context.ClientAddress() ?? "";
            var name = invocation.Arguments.OfType<TBody>().FirstOrDefault() is { } body ? account(body, context) : null;
            var key = $"{address} {(name is null ? "" : User.Normalize(name))}";
            using var turn = await limits.TakeTurnAsync(address, context.RequestAborted);
            using var ofAddress = limits.LoginFailuresPerAddress.AttemptAcquire(address, 0);
            if (!ofAddress.IsAcquired)
                return Refuse(context, RateLimits.RetryAfter(ofAddress, limits.Settings.LoginFailuresPerAddress));
            using var ofAccount = limits.LoginFailures.AttemptAcquire(key, 0);
            if (name is not null && !ofAccount.IsAcquired)
                return Refuse(context, RateLimits.RetryAfter(ofAccount, limits.Settings.LoginFailures));

            var result = await next(invocation);
            if (result is IResult answer && isFailure(answer))
            {
                limits.LoginFailuresPerAddress.AttemptAcquire(address).Dispose();
                if (name is not null)
                    limits.LoginFailures.AttemptAcquire(key).Dispose();
            }

            return result;
        });

    /// <summary>Counts what was made, not what was there: opening an old conversation again is no new one.</summary>
    public static RouteHandlerBuilder LimitNewConversations(this RouteHandlerBuilder builder) => builder.AddEndpointFilter(async (invocation, next) =>
    {
        var context = invocation.HttpContext;
        var limits = context.RequestServices.GetRequiredService<RateLimits>();
        if (!limits.Settings.IsEnabled)
            return await next(invocation);

        var key = context.ToActor().UserId.Value;
        using var turn = await limits.TakeTurnAsync(key, context.RequestAborted);
        using var lease = limits.NewConversations.AttemptAcquire(key, 0);
        context.Items[NewConversationsLeft] = lease.IsAcquired;
        var result = await next(invocation);
        if (IsStatus(result, StatusCodes.Status201Created))
            limits.NewConversations.AttemptAcquire(key).Dispose();
        return IsStatus(result, StatusCodes.Status429TooManyRequests) ? Refuse(context, RateLimits.RetryAfter(lease, limits.Settings.NewConversations)) : result;
    });

    /// <summary>Whether the caller has new conversations left.</summary>
    public static bool MayStartConversation(this HttpContext context) => context.Items[NewConversationsLeft] is not false;

    private static RateLimitPartition<string> PartitionOf(HttpContext context, LimitSettings settings, Func<RateLimits, PartitionedRateLimiter<string>> limiter) =>
        settings.IsEnabled && context.User.FindActor() is { } actor
            ? RateLimitPartition.Get(actor.UserId.Value, key => new SharedLimiter(limiter(context.RequestServices.GetRequiredService<RateLimits>()), key))
            : RateLimitPartition.GetNoLimiter("");

    public static bool IsStatus(object? result, params ReadOnlySpan<int> statuses) => result is IStatusCodeHttpResult { StatusCode: { } status } && statuses.Contains(status);

    private static bool IsOpening(HttpRequest request) =>
        request.Path.StartsWithSegments(ChatHub.Path, StringComparison.OrdinalIgnoreCase)
        && (IsNegotiation(request) || request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method)
            || request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal));

    private static bool IsNegotiation(HttpRequest request) => request.Path.Value!.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase);

    private static IResult Refuse(HttpContext context, int retryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.FromStatus(StatusCodes.Status429TooManyRequests, context);
    }
}
