using LiveChat.Application.Abstractions;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

internal static class ConversationSessionFactory
{
    public const long FirstConversationId = 500;
    public const long FirstMessageId = 1000;

    /// <summary>A session over a store that holds these; what is added to it is found afterwards.</summary>
    public static IConversationSession Create(IEnumerable<Conversation>? conversations = null, IEnumerable<Message>? messages = null, IEnumerable<User>? users = null, IEnumerable<Attachment>? attachments = null)
    {
        List<Conversation> storedConversations = [.. conversations ?? []];
        List<Message> storedMessages = [.. messages ?? []];
        List<User> storedUsers = [.. users ?? []];
        var session = Substitute.For<IConversationSession>();

        session.FindConversation(Arg.Any<ConversationId>()).Returns(call => storedConversations.Find(c => c.Id == call.Arg<ConversationId>()));
        session.FindConversation(Arg.Any<PairKey>()).Returns(call => storedConversations.Find(c => c.Pair == call.Arg<PairKey>()));
        session.FindAttachment(Arg.Any<AttachmentId>()).Returns(call => (attachments ?? []).FirstOrDefault(a => a.Id == call.Arg<AttachmentId>()));
        session.FindUser(Arg.Any<UserId>()).Returns(call => storedUsers.Find(u => u.Id == call.Arg<UserId>()));
        session.FindMessage(Arg.Any<MessageId>()).Returns(call => storedMessages.Find(m => m.Id == call.Arg<MessageId>()));
        session.FindMessage(Arg.Any<ConversationId>(), Arg.Any<UserId>(), Arg.Any<ClientMessageId>()).Returns(call => storedMessages.Find(
            m => m.ConversationId == call.Arg<ConversationId>() && m.SenderId == call.Arg<UserId>() && m.ClientMessageId == call.Arg<ClientMessageId>()));
        session.FindQuoted(Arg.Any<Message>()).Returns(call => storedMessages.Find(m => m.Id == call.Arg<Message>().ReplyToId));
        session.CountUnread(Arg.Any<ConversationId>(), Arg.Any<UserId>(), Arg.Any<long>()).Returns(call => storedMessages.Count(
            m => m.ConversationId == call.Arg<ConversationId>() && m.SenderId != call.Arg<UserId>() && m.Sequence > call.Arg<long>() && !m.IsGone));

        session.When(s => s.Add(Arg.Any<Conversation>())).Do(call =>
        {
            var conversation = call.Arg<Conversation>();
            conversation.Stored(new ConversationId(FirstConversationId + storedConversations.Count));
            storedConversations.Add(conversation);
        });
        session.When(s => s.Add(Arg.Any<Conversation>(), Arg.Any<Message>(), Arg.Any<Quote?>(), Arg.Any<Attachment?>())).Do(call =>
        {
            var message = call.ArgAt<Message>(1);
            message.Stored(new MessageId(FirstMessageId + storedMessages.Count));
            call.ArgAt<Conversation>(0).Posted(message, call.ArgAt<Quote?>(2), call.ArgAt<Attachment?>(3));
            storedMessages.Add(message);
        });
        return session;
    }
}
