using LiveChat.Application.Common;

namespace LiveChat.Application.Abstractions;

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

    /// <summary>A user's own lists, which come along an index: cheap one by one, and not when somebody asks for them in a loop.</summary>
    Lists,

    /// <summary>The heads of all of a user's conversations, read whenever a client connects.</summary>
    Heads,
}
