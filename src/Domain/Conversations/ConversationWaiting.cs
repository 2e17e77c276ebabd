namespace LiveChat.Domain.Conversations;

/// <summary>The part of a conversation that knows since when the asking side waits for an answer.</summary>
public sealed partial class Conversation
{
    /// <summary>How long the asking side may wait before a conversation counts as unanswered.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(3);

    /// <summary>
    /// The sequence of the newest answer that is neither recalled nor removed; 0 while there is none. The asking side is the buyer, or the
    /// merchant where only platform support is there to answer; a message of anybody else is an answer.
    /// </summary>
    public long AnsweredSequence { get; private set; }

    /// <summary>
    /// The sequence of the asking side's oldest message that still stands and has no answer after it; null when nobody waits.
    /// </summary>
    public long? WaitingSequence { get; private set; }

    /// <summary>When that message was sent. Clients are told only while its sender is active.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>The sender of that message.</summary>
    public UserId? WaitingUserId { get; private set; }

    /// <summary>Determines again who waits, because a member's role changed and with it the asking side.</summary>
    /// <param name="log">The messages of this conversation.</param>
    public void RolesChanged(IMessageLog log)
    {
        var before = (AnsweredSequence, WaitingSequence);
        if (AskingRole is { } asking)
            WaitSince(log.FindAnswer(Id, asking, LastSequence + 1), null, log);
        else
            Answered(LastSequence, null);
        if (before != (AnsweredSequence, WaitingSequence))
            Raise(new WaitingChanged(Snapshot()));
    }

    /// <summary>A recalled or removed message no longer counts as a question or as an answer.</summary>
    private void Unask(Message message, IMessageLog log)
    {
        if (AskingRole is not { } asking)
            return;
        if (message.Sequence == WaitingSequence)
            SetWaiting(Waiting.For(log.FindStanding(Id, message.Sequence, null)));
        else if (message.Sequence == AnsweredSequence)
            WaitSince(log.FindAnswer(Id, asking, message.Sequence), message, log);
    }

    /// <summary>A restored message counts as a question or as an answer again.</summary>
    private void AskAgain(Message message, IMessageLog log)
    {
        if (AskingRole is { } asking && message.Sequence > AnsweredSequence)
        {
            if (FindParticipant(message.SenderId)?.UserRole != asking)
                Answered(
                    message.Sequence,
                    WaitingSequence < message.Sequence ? Waiting.For(log.FindStanding(Id, message.Sequence, null)) : CurrentWaiting
                );
            else if (WaitingSequence is null || message.Sequence < WaitingSequence)
                SetWaiting(Waiting.For(message));
        }
    }

    /// <summary>Determines who has waited since an answer, leaving out the message that is being recalled or removed.</summary>
    private void WaitSince(long answered, Message? going, IMessageLog log) =>
        Answered(answered, Waiting.For(log.FindStanding(Id, answered, going?.Id)));

    private void Answered(long sequence, Waiting? since)
    {
        AnsweredSequence = sequence;
        SetWaiting(since);
    }

    private Waiting? CurrentWaiting =>
        WaitingSequence is { } sequence ? new Waiting(sequence, WaitingUserId!.Value, WaitingSince!.Value) : null;

    private void SetWaiting(Waiting? waiting)
    {
        WaitingSequence = waiting?.Sequence;
        WaitingSince = waiting?.Since;
        WaitingUserId = waiting?.UserId;
    }

    /// <summary>
    /// The role of the asking side, which is the lowest among the members: roles are numbered in the order buyer, merchant, platform. Null
    /// where all members have one role.
    /// </summary>
    private UserRole? AskingRole
    {
        get
        {
            var (lowest, highest) = (_participants[0].UserRole, _participants[0].UserRole);
            foreach (var participant in _participants)
            {
                lowest = participant.UserRole < lowest ? participant.UserRole : lowest;
                highest = participant.UserRole > highest ? participant.UserRole : highest;
            }

            return lowest < highest ? lowest : null;
        }
    }
}

/// <summary>Since when the asking side waits: its oldest message that still stands and has no answer after it.</summary>
public readonly record struct Waiting(long Sequence, UserId UserId, DateTimeOffset Since)
{
    internal static Waiting? For(Message? message) =>
        message is null ? null : new Waiting(message.Sequence, message.SenderId, message.CreatedAt);
}
