using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>Since when somebody waits for an answer.</summary>
public sealed partial class Conversation
{
    /// <summary>
    /// The sequence of the newest answer that stands, 0 while there is none. The buyer asks, or a merchant where only platform
    /// support is there to answer; what anybody else writes is an answer.
    /// </summary>
    public long AnsweredSequence { get; private set; }

    /// <summary>The oldest message of the asking side that stands and has no answer after it; null when nobody waits.</summary>
    public long? WaitingSequence { get; private set; }

    /// <summary>When that message came. Shown only while its sender is active.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>Who sent it.</summary>
    public UserId? WaitingUserId { get; private set; }

    /// <summary>Finds anew who waits, because a member has another role now and stands on another side.</summary>
    /// <param name="log">The messages of this conversation.</param>
    public void RolesChanged(IMessageLog log)
    {
        if (AskingRole is not { } asking)
        {
            Answered(LastSequence, null);
            return;
        }

        var answered = log.FindAnswer(Id, asking, LastSequence + 1);
        Answered(answered, Waiting.For(log.FindStanding(Id, answered, null)));
    }

    /// <summary>What was taken back asks for nothing, and answers nothing.</summary>
    private void Unask(Message message, IMessageLog log)
    {
        if (AskingRole is not { } asking)
            return;
        if (message.Sequence == WaitingSequence)
            SetWaiting(Waiting.For(log.FindStanding(Id, message.Sequence, null)));
        else if (message.Sequence == AnsweredSequence)
            WaitSince(log.FindAnswer(Id, asking, message.Sequence), message, log);
    }

    /// <summary>What stands again asks again, or answers.</summary>
    private void AskAgain(Message message, IMessageLog log)
    {
        if (AskingRole is { } asking && message.Sequence > AnsweredSequence)
        {
            if (FindParticipant(message.SenderId)?.UserRole != asking)
                Answered(message.Sequence, WaitingSequence < message.Sequence ? Waiting.For(log.FindStanding(Id, message.Sequence, null)) : CurrentWaiting);
            else if (WaitingSequence is null || message.Sequence < WaitingSequence)
                SetWaiting(Waiting.For(message));
        }
    }

    /// <summary>Finds who waits since an answer, without regard to a message that is just going.</summary>
    private void WaitSince(long answered, Message going, IMessageLog log) =>
        Answered(answered, Waiting.For(log.FindStanding(Id, answered, going.Id)));

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

    /// <summary>The side that asks: roles are numbered from there to the side that answers. Null where all are of one role.</summary>
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
