using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Messages.TakeDownMessage;

/// <summary>Pushes a message that was taken down to the members.</summary>
public sealed class PushRemovedMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushRemovedMessage> logger) : DomainEventHandler<MessageRemoved>(logger)
{
    protected override Task HandleAsync(MessageRemoved domainEvent, CancellationToken cancellationToken) =>
        notifier.MessageUpdatedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
