using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Sealing;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>
/// One batch's view of the store. A conversation is loaded once and kept, so that mutations of the same batch see each
/// other; messages are stored at once and loaded anew, so that no event's message changes under it.
/// </summary>
/// <param name="onEnd">Called at the end, with whether the connection can be used again.</param>
internal sealed class ConversationBatch(IConversationStatements statements, Seal seal, TimeProvider clock, Action<bool> onEnd)
    : IConversationTransaction
{
    private readonly Dictionary<ConversationId, TrackedConversation> _conversations = [];

    /// <summary>The conversations that the mutation under way has seen.</summary>
    private readonly List<TrackedConversation> _seen = [];

    /// <summary>The mutation under way has stored something.</summary>
    private bool _hasStored;

    private bool _isCommitted;

    public Conversation? FindConversation(ConversationId id) =>
        _conversations.TryGetValue(id, out var tracked) ? See(tracked) : Track(statements.FindConversation(id));

    public Conversation? FindConversation(PairKey pair)
    {
        foreach (var tracked in _conversations.Values)
        {
            if (tracked.Conversation.Pair == pair)
                return See(tracked);
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

    public Message? FindStanding(ConversationId conversationId, long afterSequence, MessageId? except) =>
        statements.FindStanding(conversationId, afterSequence, except);

    public long FindAnswer(ConversationId conversationId, UserRole asking, long beforeSequence) =>
        statements.FindAnswer(conversationId, asking, beforeSequence);

    public ConversationId NextConversationId() => statements.NextConversationId();

    public MessageId NextMessageId() => statements.NextMessageId();

    public void Add(Conversation conversation)
    {
        _hasStored = true;
        statements.Insert(conversation);
        Track(conversation);
    }

    public void Add(MessageView posted)
    {
        _hasStored = true;
        statements.Insert(posted.Message);
        if (posted.Attachment is { } attachment)
            statements.Update(attachment);
    }

    public void Update(MessageView changed)
    {
        _hasStored = true;
        var message = changed.Message;
        statements.Update(message);
        if (message.TakenDownContent is { } content)
            statements.InsertSealed(message.Id, seal.Close(content, message.Id));
        if (!message.IsGone)
            statements.DeleteSealed(message.Id);
        if (changed.Attachment is { } attachment)
            statements.Update(attachment);
    }

    public string? FindSealedContent(MessageId id) => statements.FindSealed(id) is { } content ? seal.Open(content, id) : null;

    public void Audit(AuditEntry entry)
    {
        _hasStored = true;
        statements.Insert(entry);
    }

    public void Keep(List<IDomainEvent> events)
    {
        foreach (var tracked in _seen)
        {
            tracked.Keep();
            var raised = tracked.Conversation.TakeEvents();
            events.AddRange(raised);
            Append(raised);
        }

        _seen.Clear();
        _hasStored = false;
    }

    public bool TryDrop()
    {
        foreach (var tracked in _seen)
        {
            if (tracked.IsChanged || tracked.Conversation.TakeEvents().Count > 0)
                return false;
        }

        _seen.Clear();
        return !_hasStored;
    }

    public void Commit()
    {
        foreach (var tracked in _conversations.Values)
            tracked.Save(statements);
        statements.Commit();
        _isCommitted = true;
    }

    public void Dispose()
    {
        var isUsable = true;
        try
        {
            if (!_isCommitted)
                statements.Rollback();
        }
        catch (Exception)
        {
            // The database has rolled back by itself, or the connection is gone: either way this one is not used again.
            isUsable = false;
        }
        finally
        {
            onEnd(isUsable);
        }
    }

    /// <summary>Stores what the messages do not tell by themselves.</summary>
    private void Append(IReadOnlyList<IDomainEvent> raised)
    {
        for (var i = 0; i < raised.Count; i++)
        {
            if (!StoredEvents.IsStored(raised[i]))
                continue;
            var (type, data) = StoredEvents.Write(raised[i]);
            var next = raised.Skip(i).OfType<MessagePosted>().FirstOrDefault()?.Message.Id;
            statements.InsertEvent(type, data, clock.GetUtcNow(), before: next);
        }
    }

    private Conversation? Track(Conversation? conversation)
    {
        if (conversation is null)
            return null;
        if (!_conversations.TryGetValue(conversation.Id, out var tracked))
            _conversations.Add(conversation.Id, tracked = new TrackedConversation(conversation));
        return See(tracked);
    }

    private Conversation See(TrackedConversation tracked)
    {
        if (!_seen.Contains(tracked))
            _seen.Add(tracked);
        return tracked.Conversation;
    }
}
