using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Messages;
using MediatR;

namespace LiveChat.Application.Messages.TakeDownMessage;

public sealed class TakeDownMessageHandler(IConversationWriter writer, TimeProvider clock) : IRequestHandler<TakeDownMessageCommand, Result>
{
    public async Task<Result> Handle(TakeDownMessageCommand request, CancellationToken cancellationToken) => await writer.WriteAsync<bool>(
        session =>
        {
            if (session.FindMessage(new MessageId(request.MessageId)) is not { } message || session.FindConversation(message.ConversationId) is not { } conversation)
                return MessageErrors.NotFound;
            // What a stranger may not see does not exist; a member sees it, and may not do this.
            if (!request.Actor.IsAdmin)
                return conversation.FindParticipant(request.Actor.UserId) is null ? MessageErrors.NotFound : IdentityErrors.RoleNotAllowed;
            if (message.RemovedAt is not null)
                return true;
            var now = clock.GetUtcNow();
            var removed = conversation.TakeDown(message, now, session);
            if (!removed.IsSuccess)
                return removed.Error;
            session.Update(message);
            IReadOnlyList<AuditFact> detail =
            [
                new(AuditFactKind.Reason, request.Reason!.Trim()),
                new(AuditFactKind.MessageOf, conversation.Id.ToString(), message.Sequence.ToString(CultureInfo.InvariantCulture), message.SenderId.Value),
            ];
            session.Audit(AuditEntry.Of(request.Actor.UserId, AuditAction.MessageTakenDown, message.Id.ToString(), detail, request.Actor.Address, now));
            return true;
        },
        cancellationToken);
}
