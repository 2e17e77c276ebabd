using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Messages;
using MediatR;

namespace LiveChat.Application.Messages.GetMessage;

public sealed class GetMessageHandler(IMessageReader messages, MessageLooks looks) : IRequestHandler<GetMessageQuery, Result<MessageDto>>
{
    public async Task<Result<MessageDto>> Handle(GetMessageQuery request, CancellationToken cancellationToken)
    {
        if (await messages.FindAsync(new MessageId(request.MessageId), cancellationToken) is not { } found)
            return MessageErrors.NotFound;
        await looks.RecordAsync(request.Actor, found.Message, cancellationToken);
        return found.Shown;
    }
}
