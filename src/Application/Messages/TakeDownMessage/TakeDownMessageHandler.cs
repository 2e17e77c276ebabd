using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Uploads.SealFiles;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Messages;
using MediatR;

namespace LiveChat.Application.Messages.TakeDownMessage;

public sealed class TakeDownMessageHandler(IConversationWriter writer, IMediator mediator, TimeProvider clock) : IRequestHandler<TakeDownMessageCommand, Result>
{
    public async Task<Result> Handle(TakeDownMessageCommand request, CancellationToken cancellationToken)
    {
        var takenDown = await TakeDownAsync(request, cancellationToken);
        // If sealing fails, the message is removed all the same; the file is no longer served, and is sealed later.
        if (takenDown is { IsSuccess: true, Value: true })
            await mediator.Send(new SealFilesCommand(), CancellationToken.None);
        return takenDown;
    }

    /// <returns>Whether there is a file to be sealed.</returns>
    private Task<Result<bool>> TakeDownAsync(TakeDownMessageCommand request, CancellationToken cancellationToken) => writer.WriteAsync<bool>(
        session =>
        {
            if (session.FindMessage(new MessageId(request.MessageId)) is not { } message || session.FindConversation(message.ConversationId) is not { } conversation)
                return MessageErrors.NotFound;
            // A stranger gets 404, as for a message that does not exist; a member, who sees it, gets 403.
            if (!request.Actor.IsAdmin)
                return conversation.FindParticipant(request.Actor.UserId) is null ? MessageErrors.NotFound : IdentityErrors.RoleNotAllowed;
            var now = clock.GetUtcNow();
            var removed = conversation.TakeDown(message, session.FindAttachment(message.AttachmentId), now, session);
            if (!removed.IsSuccess)
                return removed.Error;
            if (removed.Value is not { } changed)
                return false;
            session.Update(changed);
            IReadOnlyList<AuditFact> detail =
            [
                new(AuditFactKind.Reason, request.Reason!.Trim()),
                MessageFacts.Of(message),
            ];
            session.Audit(AuditEntry.Of(request.Actor.UserId, AuditAction.MessageTakenDown, message.Id.ToString(), detail, request.Actor.Address, now));
            return message.AttachmentId is not null;
        },
        cancellationToken);
}
