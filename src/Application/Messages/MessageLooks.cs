using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Messages;

namespace LiveChat.Application.Messages;

/// <summary>Records each time that an admin opens one message. Call it before anything is shown.</summary>
public sealed class MessageLooks(IUnitOfWork unitOfWork, IAuditLog log, TimeProvider clock)
{
    public Task RecordAsync(Actor actor, Message message, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync(
        _ =>
        {
            log.Add(AuditEntry.Of(actor.UserId, AuditAction.MessageOpened, message.Id.ToString(), [MessageFacts.Of(message)], actor.Address, clock.GetUtcNow()));
            return Task.FromResult(Result.Success());
        },
        cancellationToken);
}
