using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>Where conversations are kept, as their writer needs it.</summary>
public interface IConversationStore
{
    /// <summary>Begins a transaction that sees and changes the conversations alone.</summary>
    IConversationTransaction Begin();
}

/// <summary>One transaction; disposed without a commit it leaves nothing behind.</summary>
public interface IConversationTransaction : IConversationSession, IDisposable
{
    /// <summary>The events raised since the last call, in order.</summary>
    IReadOnlyList<IDomainEvent> TakeEvents();

    /// <summary>Stores what has changed and returns when it is durable.</summary>
    void Commit();
}
