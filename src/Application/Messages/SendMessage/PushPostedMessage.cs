using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Messages.SendMessage;

/// <summary>Delivers a new message to every connection of every member, the sending one included.</summary>
public sealed class PushPostedMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushPostedMessage> logger) : Push<MessagePosted>(logger)
{
    protected override Task PushAsync(MessagePosted domainEvent) =>
        notifier.MessageReceivedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
