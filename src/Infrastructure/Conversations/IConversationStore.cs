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
    /// <summary>Ends a mutation that succeeded; its events are added to <paramref name="events"/>, in order.</summary>
    void Keep(List<IDomainEvent> events);

    /// <summary>Ends a mutation that failed.</summary>
    /// <returns>False when it has left changes behind, which only a rollback takes back.</returns>
    bool TryDrop();

    /// <summary>Stores what was kept and returns when it is durable.</summary>
    void Commit();
}
