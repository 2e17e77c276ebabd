namespace LiveChat.Infrastructure.Conversations;

/// <summary>A conversation of one batch: what it was when it was loaded, and what it was after the last mutation that succeeded.</summary>
internal sealed class TrackedConversation
{
    private readonly ConversationState _loaded;
    private ConversationState _kept;

    public TrackedConversation(Conversation conversation)
    {
        Conversation = conversation;
        _kept = _loaded = ConversationState.Of(conversation);
    }

    public Conversation Conversation { get; }

    /// <summary>Something of it has changed since <see cref="Keep"/>.</summary>
    public bool IsChanged => !_kept.Equals(ConversationState.Of(Conversation));

    /// <summary>Takes its present state for the outcome of a mutation that succeeded.</summary>
    public void Keep() => _kept = ConversationState.Of(Conversation);

    /// <summary>Stores what has changed since it was loaded.</summary>
    public void Save(IConversationStatements statements)
    {
        if (_kept.Columns != _loaded.Columns)
            statements.Update(Conversation);
        for (var i = 0; i < _kept.Participants.Length; i++)
        {
            if (_kept.Participants[i] != _loaded.Participants[i])
                statements.Update(Conversation.Id, Conversation.Participants[i]);
        }
    }

    /// <summary>All that a mutation can change of a conversation; the statements that store it write the same.</summary>
    private readonly record struct ConversationState(ConversationColumns Columns, MemberColumns[] Participants)
    {
        public static ConversationState Of(Conversation conversation)
        {
            var participants = new MemberColumns[conversation.Participants.Count];
            for (var i = 0; i < participants.Length; i++)
                participants[i] = MemberColumns.Of(conversation.Participants[i]);
            return new ConversationState(ConversationColumns.Of(conversation), participants);
        }

        public bool Equals(ConversationState other) => Columns == other.Columns && Participants.AsSpan().SequenceEqual(other.Participants);

        public override int GetHashCode() => Columns.GetHashCode();
    }

    /// <summary>Who waits, and since when, follows from which message it is.</summary>
    private readonly record struct ConversationColumns(
        long LastSequence,
        long Revision,
        DateTimeOffset UpdatedAt,
        long AnsweredSequence,
        long? WaitingSequence
    )
    {
        public static ConversationColumns Of(Conversation c) =>
            new(c.LastSequence, c.Revision, c.UpdatedAt, c.AnsweredSequence, c.WaitingSequence);
    }

    private readonly record struct MemberColumns(
        long LastReadSequence,
        int UnreadCount,
        bool IsPinned,
        bool IsMuted,
        bool IsMarkedUnread,
        bool IsDone,
        DateTimeOffset? SnoozedUntil
    )
    {
        public static MemberColumns Of(Participant p) =>
            new(p.LastReadSequence, p.UnreadCount, p.IsPinned, p.IsMuted, p.IsMarkedUnread, p.IsDone, p.SnoozedUntil);
    }
}
