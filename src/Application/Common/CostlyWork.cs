namespace LiveChat.Application.Common;

/// <summary>
/// A query that may use a lot of processor time. <see cref="CostlyBehavior{TRequest, TResponse}"/> answers it on threads that hold up no
/// message, and users take turns (ADR-019).
/// </summary>
public interface ICostlyRequest
{
    Actor Actor { get; }

    CostlyKind Kind => CostlyKind.Search;

    /// <summary>Whether this request is costly. A list without a search, for example, walks along an index and is not.</summary>
    bool IsCostly => true;
}

/// <summary>Kinds of costly work that do not wait for each other.</summary>
public enum CostlyKind
{
    /// <summary>Searches, and lists that read many rows.</summary>
    Search,

    /// <summary>
    /// Lists of what belongs to the user who asks. An index makes one such list cheap, but a client that asks for them in a loop would
    /// take the processor from messages.
    /// </summary>
    Lists,

    /// <summary>The heads of all of a user's conversations, read whenever a client connects.</summary>
    Heads,
}

/// <summary>Runs costly work on threads where it holds up no message, fairly between users and addresses.</summary>
public interface ICostlyWork
{
    /// <param name="key">The user's id or the address on whose behalf the work is done.</param>
    /// <exception cref="TooMuchAtOnceException">Too much waits already.</exception>
    Task<T> RunAsync<T>(CostlyKind kind, string key, Func<Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Sends an export. It holds one of a few places until it ends, and a user has at most one at a time.</summary>
    /// <inheritdoc cref="RunAsync"/>
    Task<T> ExportAsync<T>(string key, Func<Task<T>> work, CancellationToken cancellationToken);
}

/// <summary>Runs costly queries on threads where they hold up no message; users take turns.</summary>
public sealed class CostlyBehavior<TRequest, TResponse>(ICostlyWork work) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICostlyRequest
    where TResponse : Result
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.IsCostly ? work.RunAsync(request.Kind, request.Actor.UserId.Value, () => next(), cancellationToken) : next();
}

/// <summary>
/// Thrown when costly work is requested while too much of it waits already. It was not begun, so the caller may repeat the request.
/// </summary>
/// <param name="isOwnDoing">True when the caller's own work fills the queue; false when the server as a whole has too much to do.</param>
public sealed class TooMuchAtOnceException(bool isOwnDoing) : Exception("Too much costly work waits already.")
{
    public bool IsOwnDoing { get; } = isOwnDoing;
}
