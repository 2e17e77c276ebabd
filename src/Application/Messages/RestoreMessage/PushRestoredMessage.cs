using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Messages.RestoreMessage;

/// <summary>Pushes a restored message to the members.</summary>
public sealed class PushRestoredMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushRestoredMessage> logger) : Push<MessageRestored>(logger)
{
    protected override Task PushAsync(MessageRestored domainEvent) => notifier.MessageUpdatedAsync(
        domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
