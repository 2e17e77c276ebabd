using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;

namespace LiveChat.UnitTests.Conversations;

/// <summary>Runs each mutation at once on the one session it has.</summary>
internal sealed class InlineConversationWriter(IConversationSession session) : IConversationWriter
{
    public int Writes { get; private set; }

    public Task<Result<T>> WriteAsync<T>(Func<IConversationSession, Result<T>> mutation, CancellationToken cancellationToken = default)
    {
        Writes++;
        return Task.FromResult(mutation(session));
    }
}

/// <summary>Refuses everything, as the writer does when its queue is full.</summary>
internal sealed class BusyConversationWriter : IConversationWriter
{
    public Task<Result<T>> WriteAsync<T>(Func<IConversationSession, Result<T>> mutation, CancellationToken cancellationToken = default) =>
        Task.FromResult<Result<T>>(LiveChat.Domain.Conversations.ConversationErrors.Busy);
}
