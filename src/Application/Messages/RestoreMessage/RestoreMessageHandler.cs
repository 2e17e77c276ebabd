using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using MediatR;

namespace LiveChat.Application.Messages.RestoreMessage;

public sealed class RestoreMessageHandler(IConversationWriter writer, IAttachmentRepository attachments, IFileStorage storage, IMediaUrls urls, TimeProvider clock)
    : IRequestHandler<RestoreMessageCommand, Result<MessageDto>>
{
    public async Task<Result<MessageDto>> Handle(RestoreMessageCommand request, CancellationToken cancellationToken)
    {
        var id = new MessageId(request.MessageId);
        if (!request.Actor.IsAdmin)
            return await writer.WriteAsync(session => Refuse(session, request.Actor, id), cancellationToken);

        // The file is restored before the message names it again. The encrypted copy is deleted last.
        using var held = await storage.HoldSealedAsync(cancellationToken);
        var folder = await attachments.FindOfMessageAsync(id, cancellationToken) is { SealedAt: not null } attachment ? attachment.Folders[0] : null;
        if (folder is not null)
            await storage.UnsealAsync(folder, cancellationToken);
        var restored = await writer.WriteAsync(session => Restore(session, request.Actor, id), cancellationToken);
        if (folder is not null)
            await (restored.IsSuccess ? storage.DeleteSealedAsync(folder, CancellationToken.None) : storage.DeleteOpenAsync(folder, CancellationToken.None));
        return restored;
    }

    /// <summary>A stranger gets 404, as for a message that does not exist; a member, who sees it, gets 403.</summary>
    private static Result<MessageDto> Refuse(IConversationSession session, Actor actor, MessageId id) =>
        session.FindMessage(id) is { } message && session.FindConversation(message.ConversationId)?.FindParticipant(actor.UserId) is not null
            ? IdentityErrors.RoleNotAllowed
            : MessageErrors.NotFound;

    private Result<MessageDto> Restore(IConversationSession session, Actor actor, MessageId id)
    {
        if (session.FindMessage(id) is not { } message || session.FindConversation(message.ConversationId) is not { } conversation)
            return MessageErrors.NotFound;
        var quoted = session.FindQuoted(message.ReplyToId);
        var attachment = session.FindAttachment(message.AttachmentId);
        var restored = conversation.BringBack(message, session.FindSealedContent(id), quoted, attachment, session);
        if (!restored.IsSuccess)
            return restored.Error;
        if (restored.Value is { } changed)
        {
            session.Update(changed);
            session.Audit(AuditEntry.Of(actor.UserId, AuditAction.MessageRestored, id.ToString(), [MessageFacts.Of(message)], actor.Address, clock.GetUtcNow()));
        }

        return MessageDto.From(restored.Value ?? new MessageView(message, quoted?.Quote, attachment), urls);
    }
}
