using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Persistence.Sqlite;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>
/// One batch's view of the store. A conversation is loaded once and kept, so that mutations of the same batch see each
/// other; messages are stored at once and loaded anew, so that no event's message changes under it.
/// </summary>
internal sealed class SqliteConversationTransaction(SqliteConversationStatements statements, WriteLease lease, Action onBroken) : IConversationTransaction
{
    private readonly Dictionary<ConversationId, Conversation> _conversations = [];
    private readonly Dictionary<ConversationId, LoadedState> _loaded = [];
    private bool _isCommitted;

    public Conversation? FindConversation(ConversationId id) =>
        _conversations.TryGetValue(id, out var conversation) ? conversation : Track(statements.FindConversation(id));

    public Conversation? FindConversation(PairKey pair)
    {
        foreach (var conversation in _conversations.Values)
        {
            if (conversation.Pair == pair)
                return conversation;
        }

        return Track(statements.FindConversation(pair));
    }

    public User? FindUser(UserId id) => statements.FindUser(id);

    public Message? FindMessage(MessageId id) => statements.FindMessage(id);

    public Message? FindMessage(ConversationId conversationId, UserId senderId, ClientMessageId clientMessageId) =>
        statements.FindMessage(conversationId, senderId, clientMessageId);

    public Attachment? FindAttachment(AttachmentId id) => statements.FindAttachment(id);

    public int CountUnread(ConversationId conversationId, UserId readerId, long afterSequence) =>
        statements.CountUnread(conversationId, readerId, afterSequence);

    public void Add(Conversation conversation)
    {
        conversation.Stored(statements.Insert(conversation));
        Track(conversation);
    }

    public void Add(Conversation conversation, Message message, Message? quoted, Attachment? attachment)
    {
        message.Stored(statements.Insert(message));
        if (attachment is not null)
            statements.TakeAttachment(attachment.Id, message.Id);
        conversation.Posted(message, quoted, attachment);
    }

    public void Update(Message message)
    {
        statements.Update(message);
        if (message.AttachmentId is { } attachmentId && (message.RecalledAt ?? message.RemovedAt) is { } goneAt)
            statements.WithdrawAttachment(attachmentId, goneAt);
    }

    public void Audit(AuditEntry entry) => statements.Insert(entry);

    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        List<IDomainEvent>? events = null;
        foreach (var conversation in _conversations.Values)
        {
            if (conversation.TakeEvents() is { Count: > 0 } raised)
                (events ??= []).AddRange(raised);
        }

        return events ?? (IReadOnlyList<IDomainEvent>)[];
    }

    public void Commit()
    {
        foreach (var (id, conversation) in _conversations)
            SaveChanges(conversation, _loaded[id]);
        statements.Commit();
        _isCommitted = true;
    }

    public void Dispose()
    {
        try
        {
            if (!_isCommitted)
                statements.Rollback();
        }
        catch (Exception)
        {
            // SQLite has rolled back by itself, or the connection is gone: either way this one is not used again.
            onBroken();
        }
        finally
        {
            lease.Dispose();
        }
    }

    private Conversation? Track(Conversation? conversation)
    {
        if (conversation is null)
            return null;
        if (_conversations.TryAdd(conversation.Id, conversation))
            _loaded.Add(conversation.Id, LoadedState.Of(conversation));
        return _conversations[conversation.Id];
    }

    private void SaveChanges(Conversation conversation, LoadedState loaded)
    {
        if (conversation.LastSequence != loaded.LastSequence || conversation.Revision != loaded.Revision)
            statements.Update(conversation);
        for (var i = 0; i < loaded.Participants.Length; i++)
        {
            var participant = conversation.Participants[i];
            if (loaded.Participants[i] != ParticipantState.Of(participant))
                statements.Update(conversation.Id, participant);
        }
    }

    /// <summary>What a conversation was when it was loaded, to tell what of it has to be stored.</summary>
    private readonly record struct LoadedState(long LastSequence, long Revision, ParticipantState[] Participants)
    {
        public static LoadedState Of(Conversation conversation) =>
            new(conversation.LastSequence, conversation.Revision, [.. conversation.Participants.Select(ParticipantState.Of)]);
    }

    private readonly record struct ParticipantState(long LastReadSequence, int UnreadCount, bool IsPinned, bool IsMuted, bool IsMarkedUnread)
    {
        public static ParticipantState Of(Participant p) => new(p.LastReadSequence, p.UnreadCount, p.IsPinned, p.IsMuted, p.IsMarkedUnread);
    }
}
