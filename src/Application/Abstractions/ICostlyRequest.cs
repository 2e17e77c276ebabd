using LiveChat.Application.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>A query that may take a processor for long. <see cref="CostlyBehavior{TRequest, TResponse}"/> has it answered beside the messages, and users take turns.</summary>
public interface ICostlyRequest
{
    Actor Actor { get; }

    CostlyKind Kind => CostlyKind.Search;

    /// <summary>Whether this one does; a list without a search, for example, walks along an index.</summary>
    bool IsCostly => true;
}

/// <summary>Kinds of costly work that do not wait for each other.</summary>
public enum CostlyKind
{
    /// <summary>Searches, and lists that walk over much.</summary>
    Search,

    /// <summary>The heads of all of a user's conversations, read whenever a client connects.</summary>
    Heads,
}
