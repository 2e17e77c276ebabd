namespace LiveChat.Domain.Conversations;

/// <summary>
/// A conversation is a log: it numbers its messages (<see cref="LastSequence"/>) and the changes to them (<see cref="Revision"/>), and each
/// participant holds a cursor into it. Order, unread counts, receipts and gap filling follow from these.
/// </summary>
public sealed partial class Conversation : AggregateRoot
{
    private readonly List<Participant> _participants = [];

    private Conversation() { }

    public ConversationId Id { get; private set; }

    public ConversationType Type { get; private set; }

    public string? Title { get; private set; }

    /// <summary>The pair of a direct conversation; null for a group.</summary>
    public PairKey? Pair { get; private set; }

    /// <summary>The sequence of the newest message, 0 while there is none.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The number of changes to messages so far.</summary>
    public long Revision { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the newest message came. Lists are ordered by it.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public IReadOnlyList<Participant> Participants => _participants;

    /// <summary>Whether somebody may talk to somebody else, in a new conversation of two or in the one that they have.</summary>
    public static Result MayTalk(User initiator, User target) =>
        initiator.Id == target.Id || !initiator.IsActive || !target.IsActive || !ContactPolicy.MayTalk(initiator.Role, target.Role)
            ? ConversationErrors.TargetNotFound
            : Result.Success();

    /// <summary>A conversation of two.</summary>
    public static Result<Conversation> StartDirect(ConversationId id, User initiator, User target, DateTimeOffset now)
    {
        if (MayTalk(initiator, target) is { IsSuccess: false } refused)
            return refused.Error;
        var conversation = new Conversation
        {
            Id = id,
            Type = ConversationType.Direct,
            Pair = PairKey.Of(initiator.Id, target.Id),
            CreatedAt = now,
            UpdatedAt = now,
        };
        conversation._participants.Add(Participant.Join(initiator, now));
        conversation._participants.Add(Participant.Join(target, now));
        conversation.Raise(new ConversationStarted(conversation.Snapshot()));
        return conversation;
    }

    /// <summary>Rebuilds a conversation from what was stored; for persistence only.</summary>
    public static Conversation Restore(
        ConversationId id,
        ConversationType type,
        string? title,
        PairKey? pair,
        long lastSequence,
        long revision,
        DateTimeOffset createdAt,
        DateTimeOffset updatedAt,
        long answeredSequence,
        Waiting? waiting,
        IEnumerable<Participant> participants
    )
    {
        var conversation = new Conversation
        {
            Id = id,
            Type = type,
            Title = title,
            Pair = pair,
            LastSequence = lastSequence,
            Revision = revision,
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
            AnsweredSequence = answeredSequence,
        };
        conversation.SetWaiting(waiting);
        conversation._participants.AddRange(participants);
        return conversation;
    }

    public Participant? FindParticipant(UserId userId)
    {
        foreach (var participant in _participants)
        {
            if (participant.UserId == userId)
                return participant;
        }

        return null;
    }

    /// <summary>Appends a message. It is unread for every member but its sender, and moves nobody's cursor.</summary>
    /// <param name="id">The message's own; a later message has a higher one.</param>
    /// <param name="quoted">The message that the draft quotes, already loaded.</param>
    /// <param name="attachment">The file that the draft takes, already loaded.</param>
    public Result<MessageView> Post(
        MessageId id,
        UserId senderId,
        MessageDraft draft,
        QuotedMessage? quoted,
        Attachment? attachment,
        DateTimeOffset now
    )
    {
        if (FindParticipant(senderId) is not { } sender)
            return ConversationErrors.NotFound;
        if (sender.UserStatus != UserStatus.Active)
            return ConversationErrors.SenderInactive;
        if (!_participants.Exists(p => p != sender && p.UserStatus == UserStatus.Active))
            return ConversationErrors.CounterpartInactive;
        if (
            draft.ReplyToId is { } replyToId
            && (quoted?.Message is not { IsGone: false } message || message.Id != replyToId || message.ConversationId != Id)
        )
            return MessageErrors.QuotedNotFound;
        if (draft.AttachmentId is { } attachmentId)
        {
            if (attachment is null || attachment.Id != attachmentId)
                return MediaErrors.AttachmentNotFound;
            if (attachment.GoInto(id, senderId, draft.Type) is { IsSuccess: false } refused)
                return refused.Error;
        }

        LastSequence++;
        Revision++;
        UpdatedAt = now;
        if (sender.UserRole != AskingRole)
            Answered(LastSequence, null);
        else if (WaitingSequence is null)
            SetWaiting(new Waiting(LastSequence, senderId, now));
        foreach (var participant in _participants)
        {
            if (participant == sender)
                continue;
            participant.UnreadCount++;
            if (participant.TakeUpAgain())
                Raise(new PreferencesChanged(Snapshot(), participant.UserId));
        }

        var posted = new MessageView(
            Message.Create(id, Id, LastSequence, Revision, senderId, draft, now),
            draft.ReplyToId is null ? null : quoted?.Quote,
            draft.AttachmentId is null ? null : attachment
        );
        Raise(new MessagePosted(Snapshot(), posted));
        return posted;
    }

    /// <summary>Moves a member's cursor forward. A cursor never moves back: a lower sequence changes nothing.</summary>
    /// <param name="countUnreadAfter">Counts the member's unread messages above a sequence, by index.</param>
    public Result<Participant> MarkRead(UserId readerId, long sequence, Func<long, int> countUnreadAfter)
    {
        if (FindParticipant(readerId) is not { } reader)
            return ConversationErrors.NotFound;
        if (sequence < 0 || sequence > LastSequence)
            return ConversationErrors.SequenceOutOfRange(LastSequence);
        if (reader.IsMarkedUnread)
        {
            reader.IsMarkedUnread = false;
            Raise(new PreferencesChanged(Snapshot(), readerId));
        }

        if (sequence > reader.LastReadSequence)
        {
            reader.LastReadSequence = sequence;
            reader.UnreadCount = sequence == LastSequence ? 0 : countUnreadAfter(sequence);
            Raise(new ConversationRead(Snapshot(), SnapshotOf(reader)));
        }

        return reader;
    }

    /// <summary>Recalls a message for its sender. Recalling it again changes nothing.</summary>
    /// <param name="attachment">The file that it carries, if it carries one.</param>
    /// <param name="window">How long after it was sent a message may be recalled.</param>
    /// <param name="log">The messages of this conversation, as they were before.</param>
    /// <returns>What is shown of it now, or null when nothing is different.</returns>
    public Result<MessageView?> Recall(
        Message message,
        Attachment? attachment,
        UserId byUserId,
        TimeSpan window,
        DateTimeOffset now,
        IMessageLog log
    )
    {
        if (FindParticipant(byUserId) is null)
            return MessageErrors.NotFound;
        if (message.SenderId != byUserId)
            return MessageErrors.NotTheSender;
        if (message.RemovedAt is not null)
            return MessageErrors.AlreadyRemoved;
        if (message.RecalledAt is not null)
            return Result<MessageView?>.Of(null);
        if (now - message.CreatedAt > window)
            return MessageErrors.RecallWindowPassed(window);

        Withdraw(message, log);
        message.Recall(Revision, now);
        attachment?.Recall(now);
        var recalled = new MessageView(message, null, attachment);
        Raise(new MessageRecalled(Snapshot(), recalled));
        return recalled;
    }

    /// <summary>Takes a message down for an admin. Taking it down again changes nothing.</summary>
    /// <inheritdoc cref="Recall"/>
    public Result<MessageView?> TakeDown(Message message, Attachment? attachment, DateTimeOffset now, IMessageLog log)
    {
        if (message.RemovedAt is not null)
            return Result<MessageView?>.Of(null);

        Withdraw(message, log);
        message.Remove(Revision, now);
        attachment?.TakeDown(now);
        var removed = new MessageView(message, null, attachment);
        Raise(new MessageRemoved(Snapshot(), removed));
        return removed;
    }

    /// <summary>Restores a message that was taken down, as it was before. A message that was not taken down stays as it is.</summary>
    /// <param name="quoted">The message that it quotes, if it quotes one.</param>
    /// <param name="content">The content that was sealed; null when it was not kept.</param>
    /// <param name="attachment">The file that it carries, if it carries one.</param>
    /// <param name="log">The messages of this conversation, as they were before.</param>
    /// <returns>What is shown of it now, or null when nothing is different.</returns>
    public Result<MessageView?> BringBack(Message message, string? content, QuotedMessage? quoted, Attachment? attachment, IMessageLog log)
    {
        if (message.RemovedAt is null)
            return Result<MessageView?>.Of(null);
        if (message.RecalledAt is not null)
            return MessageErrors.RecalledForGood;
        if (content is null)
            return MessageErrors.NotKept;

        Revision++;
        message.BringBack(Revision, content);
        attachment?.BringBack();
        foreach (var participant in _participants)
        {
            if (participant.UserId != message.SenderId && participant.LastReadSequence < message.Sequence)
                participant.UnreadCount++;
        }

        AskAgain(message, log);
        var restored = new MessageView(message, quoted?.Quote, attachment);
        Raise(new MessageRestored(Snapshot(), restored));
        return restored;
    }

    /// <summary>Changes a member's own view of the conversation; what is null stays as it is.</summary>
    public Result<Participant> SetPreferences(UserId userId, PreferenceChanges changes, DateTimeOffset now)
    {
        if (FindParticipant(userId) is not { } participant)
            return ConversationErrors.NotFound;
        if (changes.Snooze is { Until: { } until } && until <= now)
            return ConversationErrors.SnoozeInThePast;
        if (participant.Apply(changes))
            Raise(new PreferencesChanged(Snapshot(), userId));
        return participant;
    }

    private void Withdraw(Message message, IMessageLog log)
    {
        Revision++;
        if (message.IsGone)
            return;
        foreach (var participant in _participants)
        {
            if (participant.UserId != message.SenderId && participant.LastReadSequence < message.Sequence)
                participant.UnreadCount--;
        }

        Unask(message, log);
    }

    private ConversationSnapshot Snapshot()
    {
        var participants = new ParticipantSnapshot[_participants.Count];
        for (var i = 0; i < participants.Length; i++)
            participants[i] = SnapshotOf(_participants[i]);
        return new ConversationSnapshot(Id, LastSequence, Revision, participants);
    }

    private static ParticipantSnapshot SnapshotOf(Participant participant) =>
        new(participant.UserId, participant.LastReadSequence, participant.UnreadCount);
}
