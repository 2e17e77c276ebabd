using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Messages.TakeDownMessage;

/// <summary>Pushes a message that was taken down to the members.</summary>
public sealed class PushRemovedMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushRemovedMessage> logger) : Push<MessageRemoved>(logger)
{
    protected override Task PushAsync(MessageRemoved domainEvent) =>
        notifier.MessageUpdatedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
