namespace LiveChat.Application.Limits;

/// <summary>What is limited. How often each may be done is a setting of the operator (docs/protocol.md).</summary>
public enum LimitKind
{
    /// <summary>Failed sign-ins of one account from one address.</summary>
    LoginFailures,

    /// <summary>Failed sign-ins of all accounts from one address.</summary>
    LoginFailuresPerAddress,

    /// <summary>Accounts made from one address.</summary>
    Registrations,

    /// <summary>Successful sign-ins with a password from one address.</summary>
    SignIns,

    /// <summary>Messages of one user, over REST and hub together.</summary>
    Send,

    /// <summary>Typing signals of one user.</summary>
    Typing,

    /// <summary>Conversations that one user begins.</summary>
    NewConversations,

    /// <summary>Files of one user.</summary>
    Upload,
}

/// <summary>
/// Counts how often something is done by whom. Each kind has counters of its own, one for each key: a user's id, an address, or what else
/// tells callers apart. Where the operator has switched limits off, nothing is counted and no limit is ever reached.
/// </summary>
public interface ILimits
{
    /// <summary>Counts once more, unless the limit is reached.</summary>
    /// <returns>Null when it was counted; otherwise how long it takes until there is room again.</returns>
    ValueTask<TimeSpan?> CountAsync(LimitKind limit, string key, CancellationToken cancellationToken);

    /// <summary>Looks whether the limit is reached, and counts nothing.</summary>
    /// <returns>Null when there is room; otherwise how long it takes until there is.</returns>
    ValueTask<TimeSpan?> FindWaitAsync(LimitKind limit, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for the turn of a call, which lasts until the returned object is disposed. Where only some outcomes count, calls with the same
    /// key take turns, because many at once would otherwise all be let in before the first is counted.
    /// </summary>
    /// <exception cref="TooMuchAtOnceException">Too many wait already.</exception>
    ValueTask<IAsyncDisposable> TakeTurnAsync(LimitKind limit, string key, CancellationToken cancellationToken);
}

/// <summary>A limit is reached. Nothing has been begun.</summary>
/// <param name="RetryAfter">How long it takes until the caller may try again.</param>
public sealed record RateLimitedError(TimeSpan RetryAfter) : Error(ErrorKind.TooMany, "Request.RateLimited");

/// <summary>A request that counts whenever it is made, over whichever door.</summary>
public interface ILimitedRequest
{
    LimitKind Limit { get; }

    /// <summary>The counter.</summary>
    string LimitKey { get; }
}

/// <summary>A request that counts by what came of it: a wrong password, an account that was made.</summary>
public interface IOutcomeLimitedRequest
{
    /// <summary>The limits, the widest first: calls with the same key of that one are decided one after the other.</summary>
    IReadOnlyList<OutcomeLimit> Limits { get; }
}

/// <param name="Counts">Whether this outcome of the request counts.</param>
public sealed record OutcomeLimit(LimitKind Limit, string Key, Func<Result, bool> Counts);

/// <summary>Refuses what is beyond its limit, and counts the rest.</summary>
public sealed class LimitBehavior<TRequest, TResponse>(ILimits limits) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ILimitedRequest
    where TResponse : Result, IFailable<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var counting = limits.CountAsync(request.Limit, request.LimitKey, cancellationToken);
        // Counters in memory answer at once, so that a message mostly pays for no state machine here.
        return counting.IsCompletedSuccessfully ? Go(counting.Result, next) : GoOnAsync(counting, next);
    }

    private static async Task<TResponse> GoOnAsync(ValueTask<TimeSpan?> counting, RequestHandlerDelegate<TResponse> next) =>
        await Go(await counting, next);

    private static Task<TResponse> Go(TimeSpan? wait, RequestHandlerDelegate<TResponse> next) =>
        wait is { } time ? Task.FromResult(TResponse.Fail(new RateLimitedError(time))) : next();
}

/// <summary>Refuses what has reached one of its limits; otherwise lets it through, and counts it where its outcome says so.</summary>
public sealed class OutcomeLimitBehavior<TRequest, TResponse>(ILimits limits) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IOutcomeLimitedRequest
    where TResponse : Result, IFailable<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var counters = request.Limits;
        await using var turn = await limits.TakeTurnAsync(counters[0].Limit, counters[0].Key, cancellationToken);
        foreach (var counter in counters)
        {
            if (await limits.FindWaitAsync(counter.Limit, counter.Key, cancellationToken) is { } wait)
                return TResponse.Fail(new RateLimitedError(wait));
        }

        var result = await next();
        // What was done counts, even when the caller has gone meanwhile.
        foreach (var counter in counters.Where(c => c.Counts(result)))
            await limits.CountAsync(counter.Limit, counter.Key, CancellationToken.None);
        return result;
    }
}
