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
        session.FindAttachment(Arg.Any<AttachmentId?>()).Returns(call => (attachments ?? []).FirstOrDefault(a => a.Id == call.Arg<AttachmentId?>()));
        session.FindUser(Arg.Any<UserId>()).Returns(call => storedUsers.Find(u => u.Id == call.Arg<UserId>()));
        session.FindMessage(Arg.Any<MessageId>()).Returns(call => storedMessages.Find(m => m.Id == call.Arg<MessageId>()));
        session.FindMessage(Arg.Any<ConversationId>(), Arg.Any<UserId>(), Arg.Any<ClientMessageId>()).Returns(call => storedMessages.Find(
            m => m.ConversationId == call.Arg<ConversationId>() && m.SenderId == call.Arg<UserId>() && m.ClientMessageId == call.Arg<ClientMessageId>()));
        session.FindQuoted(Arg.Any<MessageId?>()).Returns(call => storedMessages.Find(m => m.Id == call.Arg<MessageId?>()) is { } quoted ? new QuotedMessage(quoted, null) : null);
        session.CountUnread(Arg.Any<ConversationId>(), Arg.Any<UserId>(), Arg.Any<long>()).Returns(call => storedMessages.Count(
            m => m.ConversationId == call.Arg<ConversationId>() && m.SenderId != call.Arg<UserId>() && m.Sequence > call.Arg<long>() && !m.IsGone));

        session.NextConversationId().Returns(_ => new ConversationId(FirstConversationId + storedConversations.Count));
        session.NextMessageId().Returns(_ => new MessageId(FirstMessageId + storedMessages.Count));
        session.When(s => s.Add(Arg.Any<Conversation>())).Do(call => storedConversations.Add(call.Arg<Conversation>()));
        session.When(s => s.Add(Arg.Any<MessageView>())).Do(call => storedMessages.Add(call.Arg<MessageView>().Message));
        return session;
    }
}
