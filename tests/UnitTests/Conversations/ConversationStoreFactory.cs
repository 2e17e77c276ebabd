using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

internal static class ConversationStoreFactory
{
    public const long FirstConversationId = 500;
    public const long FirstMessageId = 1000;

    /// <summary>A store over a store that holds these; what is added to it is found afterwards.</summary>
    public static IConversationStore Create(
        IEnumerable<Conversation>? conversations = null,
        IEnumerable<Message>? messages = null,
        IEnumerable<User>? users = null,
        IEnumerable<Attachment>? attachments = null
    )
    {
        List<Conversation> storedConversations = [.. conversations ?? []];
        List<Message> storedMessages = [.. messages ?? []];
        List<User> storedUsers = [.. users ?? []];
        var store = Substitute.For<IConversationStore>();

        store
            .FindConversation(Arg.Any<ConversationId>())
            .Returns(call => storedConversations.Find(c => c.Id == call.Arg<ConversationId>()));
        store.FindConversation(Arg.Any<PairKey>()).Returns(call => storedConversations.Find(c => c.Pair == call.Arg<PairKey>()));
        store
            .FindAttachment(Arg.Any<AttachmentId?>())
            .Returns(call => (attachments ?? []).FirstOrDefault(a => a.Id == call.Arg<AttachmentId?>()));
        store.FindUser(Arg.Any<UserId>()).Returns(call => storedUsers.Find(u => u.Id == call.Arg<UserId>()));
        store.FindMessage(Arg.Any<MessageId>()).Returns(call => storedMessages.Find(m => m.Id == call.Arg<MessageId>()));
        store
            .FindMessage(Arg.Any<ConversationId>(), Arg.Any<UserId>(), Arg.Any<ClientMessageId>())
            .Returns(call =>
                storedMessages.Find(m =>
                    m.ConversationId == call.Arg<ConversationId>()
                    && m.SenderId == call.Arg<UserId>()
                    && m.ClientMessageId == call.Arg<ClientMessageId>()
                )
            );
        store
            .FindQuoted(Arg.Any<MessageId?>())
            .Returns(call =>
                storedMessages.Find(m => m.Id == call.Arg<MessageId?>()) is { } quoted ? new QuotedMessage(quoted, null) : null
            );
        store
            .CountUnread(Arg.Any<ConversationId>(), Arg.Any<UserId>(), Arg.Any<long>())
            .Returns(call =>
                storedMessages.Count(m =>
                    m.ConversationId == call.Arg<ConversationId>()
                    && m.SenderId != call.Arg<UserId>()
                    && m.Sequence > call.Arg<long>()
                    && !m.IsGone
                )
            );

        store.NextConversationId().Returns(_ => new ConversationId(FirstConversationId + storedConversations.Count));
        store.NextMessageId().Returns(_ => new MessageId(FirstMessageId + storedMessages.Count));
        store.When(s => s.Add(Arg.Any<Conversation>())).Do(call => storedConversations.Add(call.Arg<Conversation>()));
        store.When(s => s.Add(Arg.Any<MessageView>())).Do(call => storedMessages.Add(call.Arg<MessageView>().Message));
        return store;
    }
}
