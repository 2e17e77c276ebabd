using System.Globalization;
using System.Threading.RateLimiting;
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

    /// <summary>When somebody may try again who has too much going on at once: some of it may be over by then.</summary>
    public const int RetrySeconds = 2;

    /// <summary>When somebody with too many connections may try again: one of them may have been closed by then.</summary>
    private const int ConnectionRetrySeconds = 10;

    private static readonly object NewConversationsLeft = new();

    public static IServiceCollection AddLimits(this IServiceCollection services, LimitSettings settings)
    {
        services.AddSingleton(settings).AddSingleton<RateLimits>().AddSingleton<ConnectionGate>();
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                RequestsAtOnce.CreateLimiter(settings),
                RequestPace.CreateLimiter(settings)
            );
            limiter.AddPolicy(Send, context => PartitionOf(context, settings, limits => limits.Send));
            limiter.AddPolicy(Upload, context => PartitionOf(context, settings, limits => limits.Upload));
            limiter.OnRejected = async (rejected, _) =>
            {
                var policy = rejected.HttpContext.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;
                var seconds = RequestsAtOnce.IsRefusal(rejected.Lease)
                    ? RetrySeconds
                    : RateLimits.RetryAfter(rejected.Lease, policy == Upload ? settings.Upload : settings.Send);
                await Refuse(rejected.HttpContext, seconds).ExecuteAsync(rejected.HttpContext);
            };
        });
        return services;
    }

    /// <summary>Refuses the connection of somebody who has too many, before the hub's handshake.</summary>
    public static IApplicationBuilder UseConnectionLimit(this IApplicationBuilder app, RateLimits limits) =>
        app.Use(
            (context, next) =>
                limits.Settings.IsEnabled
                && context.Request.Path.StartsWithSegments(ChatHub.Path, StringComparison.OrdinalIgnoreCase)
                && context.User.FindActor() is { } actor
                    ? CountConnectionAsync(context, next, limits.Connections, actor)
                    : next(context)
        );

    private static async Task CountConnectionAsync(HttpContext context, RequestDelegate next, HubConnectionLimit connections, Actor actor)
    {
        // To negotiate is to ask; a connection is taken by what follows.
        if (context.Request.Path.Value!.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase))
        {
            await (connections.HasRoom(actor.UserId) ? next(context) : Refuse(context, ConnectionRetrySeconds).ExecuteAsync(context));
            return;
        }

        // What is sent over a connection opens none.
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }

        // A client that did not negotiate has a connection without a name.
        var connection = context.Request.Query["id"].ToString() is { Length: > 0 } id ? id : context.TraceIdentifier;
        if (HttpMethods.IsDelete(context.Request.Method))
        {
            await next(context);
            connections.Close(actor.UserId, connection);
            return;
        }

        if (!connections.TryBegin(actor.UserId, connection))
        {
            await Refuse(context, ConnectionRetrySeconds).ExecuteAsync(context);
            return;
        }

        var isOver = true;
        try
        {
            await next(context);
            isOver = !IsPoll(context);
        }
        finally
        {
            connections.End(actor.UserId, connection, isOver);
        }
    }

    /// <summary>Whether the answer was that of one poll of several: not the end of the connection, and no stream.</summary>
    private static bool IsPoll(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Response.StatusCode == StatusCodes.Status200OK
        && context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Counts failed sign-ins with a name and a password, of the account and address together and of the address; and those that succeed.</summary>
    /// <param name="account">The name that is tried, or null.</param>
    /// <param name="isFailure">Whether the answer refuses what was given: asking for a code that is still missing does not.</param>
    public static RouteHandlerBuilder LimitSignIns<TBody>(
        this RouteHandlerBuilder builder,
        Func<TBody, string?> account,
        Func<IResult, bool> isFailure
    ) =>
        builder.AddEndpointFilter(
            (invocation, next) =>
            {
                var limits = LimitsOf(invocation);
                var address = AddressBlock.Of(invocation.HttpContext.Connection.RemoteIpAddress);
                var name = invocation.Arguments.OfType<TBody>().FirstOrDefault() is { } body ? account(body) : null;
                return CountAsync(
                    invocation,
                    next,
                    address,
                    new Counter(limits.LoginFailuresPerAddress, limits.Settings.LoginFailuresPerAddress, address, IsFailure),
                    new Counter(
                        limits.LoginFailures,
                        limits.Settings.LoginFailures,
                        $"{address} {(name is null ? "" : User.Normalize(name))}",
                        result => name is not null && IsFailure(result)
                    ),
                    new Counter(limits.SignIns, limits.Settings.SignIns, address, result => IsStatus(result, StatusCodes.Status200OK))
                );

                bool IsFailure(object? result) => result is IResult answer && isFailure(answer);
            }
        );

    /// <summary>Counts wrong passwords given by somebody who is signed in. Whatever others do at the same address does not matter.</summary>
    public static RouteHandlerBuilder LimitPasswordGuesses(this RouteHandlerBuilder builder, Func<IResult, bool> isFailure) =>
        builder.AddEndpointFilter(
            (invocation, next) =>
            {
                var limits = LimitsOf(invocation);
                var key = $"{AddressBlock.Of(invocation.HttpContext.Connection.RemoteIpAddress)} {invocation.HttpContext.ToActor().UserId}";
                return CountAsync(
                    invocation,
                    next,
                    key,
                    new Counter(
                        limits.LoginFailures,
                        limits.Settings.LoginFailures,
                        key,
                        result => result is IResult answer && isFailure(answer)
                    )
                );
            }
        );

    /// <summary>Counts the accounts made from an address.</summary>
    public static RouteHandlerBuilder LimitRegistrations(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter(
            (invocation, next) =>
            {
                var limits = LimitsOf(invocation);
                var address = AddressBlock.Of(invocation.HttpContext.Connection.RemoteIpAddress);
                return CountAsync(
                    invocation,
                    next,
                    address,
                    new Counter(
                        limits.Registrations,
                        limits.Settings.Registrations,
                        address,
                        result => IsStatus(result, StatusCodes.Status201Created)
                    )
                );
            }
        );

    /// <summary>Counts what was made, not what was there: opening an old conversation again is no new one.</summary>
    public static RouteHandlerBuilder LimitNewConversations(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter(
            async (invocation, next) =>
            {
                var context = invocation.HttpContext;
                var limits = LimitsOf(invocation);
                if (!limits.Settings.IsEnabled)
                    return await next(invocation);

                var key = context.ToActor().UserId.Value;
                using var turn = await limits.TakeTurnAsync(key, context.RequestAborted);
                using var lease = limits.NewConversations.AttemptAcquire(key, 0);
                context.Items[NewConversationsLeft] = lease.IsAcquired;
                var result = await next(invocation);
                if (IsStatus(result, StatusCodes.Status201Created))
                    limits.NewConversations.AttemptAcquire(key).Dispose();
                return IsStatus(result, StatusCodes.Status429TooManyRequests)
                    ? Refuse(context, RateLimits.RetryAfter(lease, limits.Settings.NewConversations))
                    : result;
            }
        );

    /// <summary>Whether the caller has new conversations left.</summary>
    public static bool MayStartConversation(this HttpContext context) => context.Items[NewConversationsLeft] is not false;

    /// <summary>Says when to come back.</summary>
    public static void SetRetryAfter(this HttpContext context, int seconds) =>
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses what has reached a limit; otherwise lets it through and counts it where its outcome says so.</summary>
    private static async ValueTask<object?> CountAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next,
        string turnKey,
        params Counter[] counters
    )
    {
        var limits = LimitsOf(invocation);
        if (!limits.Settings.IsEnabled)
            return await next(invocation);

        var context = invocation.HttpContext;
        using var turn = await limits.TakeTurnAsync(turnKey, context.RequestAborted);
        foreach (var counter in counters)
        {
            using var lease = counter.Limiter.AttemptAcquire(counter.Key, 0);
            if (!lease.IsAcquired)
                return Refuse(context, RateLimits.RetryAfter(lease, counter.Limit));
        }

        var result = await next(invocation);
        foreach (var counter in counters.Where(c => c.Counts(result)))
            counter.Limiter.AttemptAcquire(counter.Key).Dispose();
        return result;
    }

    private static RateLimits LimitsOf(EndpointFilterInvocationContext invocation) =>
        invocation.HttpContext.RequestServices.GetRequiredService<RateLimits>();

    private static RateLimitPartition<string> PartitionOf(
        HttpContext context,
        LimitSettings settings,
        Func<RateLimits, PartitionedRateLimiter<string>> limiter
    ) =>
        settings.IsEnabled && context.User.FindActor() is { } actor
            ? RateLimitPartition.Get(
                actor.UserId.Value,
                key => new SharedLimiter(limiter(context.RequestServices.GetRequiredService<RateLimits>()), key)
            )
            : RateLimitPartition.GetNoLimiter("");

    internal static bool IsStatus(object? result, int status) =>
        result is IStatusCodeHttpResult { StatusCode: { } given } && given == status;

    private static IResult Refuse(HttpContext context, int retryAfterSeconds)
    {
        context.SetRetryAfter(retryAfterSeconds);
        return Problems.FromStatus(StatusCodes.Status429TooManyRequests, context);
    }

    /// <param name="Counts">Whether what came of it is counted.</param>
    private sealed record Counter(PartitionedRateLimiter<string> Limiter, Limit Limit, string Key, Func<object?, bool> Counts);
}
