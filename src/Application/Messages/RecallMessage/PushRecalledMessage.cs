using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Messages.RecallMessage;

/// <summary>Pushes a recalled message to the members.</summary>
public sealed class PushRecalledMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushRecalledMessage> logger) : Push<MessageRecalled>(logger)
{
    protected override Task PushAsync(MessageRecalled domainEvent) =>
        notifier.MessageUpdatedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
