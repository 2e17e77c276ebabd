using CsCheck;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Messages;

namespace LiveChat.UnitTests.Conversations;

/// <summary>Random histories of a conversation, held against the plain definitions of the contract.</summary>
public class ConversationModelTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    private static readonly Gen<Step> GenStep = Gen.Select(
        Gen.OneOfConst(
            Change.Post,
            Change.Post,
            Change.Post,
            Change.Read,
            Change.Read,
            Change.Recall,
            Change.TakeDown,
            Change.TakeDown,
            Change.BringBack,
            Change.BringBack,
            Change.SetPreferences
        ),
        Gen.Int[0, 3],
        Gen.Int[0, 40],
        (change, member, target) => new Step(change, member, target)
    );

    public enum Change
    {
        Post,
        Read,
        Recall,
        TakeDown,
        BringBack,
        SetPreferences,
    }

    [Fact]
    public void Conversation_WhenMembersDoAnything_ShouldMatchTheDefinitions() =>
        Gen.Select(Gen.Int[2, 4], GenStep.Array[0, 60])
            .Sample(
                (members, steps) =>
                {
                    var history = new History(members);
                    foreach (var step in steps)
                    {
                        history.Apply(step);
                        history.AssertMatches();
                    }
                },
                iter: 3000
            );

    /// <param name="Target">Chooses a sequence or a message; what it means depends on how long the log is by then.</param>
    private sealed record Step(Change Change, int Member, int Target);

    private sealed class Entry(int sender)
    {
        public int Sender { get; } = sender;

        public bool IsRecalled { get; set; }

        public bool IsRemoved { get; set; }
    }

    private sealed class History
    {
        private static readonly UserRole[] Roles = [UserRole.Buyer, UserRole.Merchant, UserRole.Platform, UserRole.Buyer];

        private readonly UserId[] _members;
        private readonly MessageLog _messageLog;
        private readonly Conversation _conversation;
        private readonly List<Message> _messages = [];
        private readonly List<Entry> _log = [];
        private readonly long[] _cursors;
        private readonly bool[] _isPutAway;
        private long _changes;

        public History(int members)
        {
            _members = [.. Enumerable.Range(1, members).Select(n => UserId.From($"u{n}"))];
            _cursors = new long[members];
            _isPutAway = new bool[members];
            _conversation = ConversationFactory.Create(
                type: members == 2 ? ConversationType.Direct : ConversationType.Group,
                participants: [.. _members.Select((m, i) => ConversationFactory.Member(m, userRole: Roles[i]))]
            );
            _messageLog = new MessageLog(_messages, user => Roles[Array.IndexOf(_members, user)]);
        }

        public void Apply(Step step)
        {
            var member = step.Member % _members.Length;
            var revisionBefore = _conversation.Revision;
            var changed = step.Change switch
            {
                Change.Post => Post(member),
                Change.Read => Read(member, step.Target),
                Change.SetPreferences => SetPreferences(member, step.Target),
                _ when _messages.Count == 0 => null,
                Change.Recall => Recall(member, step.Target % _messages.Count),
                Change.BringBack => BringBack(step.Target % _messages.Count),
                _ => TakeDown(step.Target % _messages.Count),
            };

            if (changed is null)
            {
                Assert.Equal(revisionBefore, _conversation.Revision);
            }
            else
            {
                _changes++;
                Assert.True(changed.Revision > revisionBefore);
                Assert.Equal(_conversation.Revision, changed.Revision);
            }

            foreach (var raised in _conversation.TakeEvents())
                Assert.Equal(_conversation.Revision, Assert.IsAssignableFrom<ConversationEvent>(raised).Conversation.Revision);
        }

        public void AssertMatches()
        {
            Assert.Equal(_log.Count, _conversation.LastSequence);
            Assert.Equal(_changes, _conversation.Revision);
            Assert.Equal(Enumerable.Range(1, _messages.Count).Select(n => (long)n), _messages.Select(m => m.Sequence));
            Assert.Distinct(_messages.Select(m => m.Revision));
            for (var member = 0; member < _members.Length; member++)
            {
                var participant = _conversation.FindParticipant(_members[member])!;
                Assert.Equal(_cursors[member], participant.LastReadSequence);
                Assert.Equal(CountUnread(member, _cursors[member]), participant.UnreadCount);
                Assert.Equal(_isPutAway[member], participant is { IsDone: true } or { SnoozedUntil: not null });
            }

            var waiting = FirstUnanswered();
            Assert.Equal(
                waiting is null ? default : ((long?)waiting.Sequence, (UserId?)waiting.SenderId, (DateTimeOffset?)waiting.CreatedAt),
                (_conversation.WaitingSequence, _conversation.WaitingUserId, _conversation.WaitingSince)
            );
        }

        /// <summary>The oldest message of the asking side that stands and has no answer after it that stands.</summary>
        private Message? FirstUnanswered()
        {
            bool Stands(int index) => !_log[index].IsRecalled && !_log[index].IsRemoved;
            bool Asks(int index) => Roles[_log[index].Sender] == UserRole.Buyer;
            return Enumerable
                .Range(0, _log.Count)
                .Where(i => Stands(i) && Asks(i) && !Enumerable.Range(i, _log.Count - i).Any(later => Stands(later) && !Asks(later)))
                .Select(i => _messages[i])
                .FirstOrDefault();
        }

        private Message Post(int member)
        {
            var message = _conversation
                .Post(
                    new MessageId(_log.Count + 1),
                    _members[member],
                    MessageFactory.Draft($"c-{_log.Count}"),
                    null,
                    null,
                    Times.Start.AddSeconds(_log.Count)
                )
                .Value.Message;
            _messages.Add(message);
            _log.Add(new Entry(member));
            for (var other = 0; other < _members.Length; other++)
                _isPutAway[other] &= other == member;
            return message;
        }

        private Message? Read(int member, int target)
        {
            var sequence = target % (_log.Count + 2);
            var read = _conversation.MarkRead(_members[member], sequence, after => CountUnread(member, after));
            Assert.Equal(sequence <= _log.Count, read.IsSuccess);
            if (read.IsSuccess)
                _cursors[member] = Math.Max(_cursors[member], sequence);
            return null;
        }

        private Message? Recall(int member, int index)
        {
            var entry = _log[index];
            var recalled = _conversation.Recall(_messages[index], null, _members[member], Window, Times.Start, _messageLog);
            Assert.Equal(entry.Sender == member && !entry.IsRemoved, recalled.IsSuccess);
            if (!recalled.IsSuccess || entry.IsRecalled)
                return null;
            entry.IsRecalled = true;
            return _messages[index];
        }

        private Message? TakeDown(int index)
        {
            var entry = _log[index];
            Assert.True(_conversation.TakeDown(_messages[index], null, Times.Start, _messageLog).IsSuccess);
            if (entry.IsRemoved)
                return null;
            entry.IsRemoved = true;
            return _messages[index];
        }

        private Message? BringBack(int index)
        {
            var entry = _log[index];
            var restored = _conversation.BringBack(_messages[index], "words", null, null, _messageLog);
            Assert.Equal(!entry.IsRemoved || !entry.IsRecalled, restored.IsSuccess);
            if (!restored.IsSuccess || !entry.IsRemoved)
                return null;
            entry.IsRemoved = false;
            return _messages[index];
        }

        private Message? SetPreferences(int member, int target)
        {
            bool? Choice(int place) =>
                ((target >> place) % 3) switch
                {
                    0 => true,
                    1 => false,
                    _ => null,
                };
            var changes = new PreferenceChanges(
                Choice(0),
                Choice(1),
                Choice(2),
                Choice(3),
                target % 5 == 0 ? new Snooze(target % 2 == 0 ? null : Times.Start.AddDays(1)) : null
            );
            Assert.True(_conversation.SetPreferences(_members[member], changes, Times.Start).IsSuccess);
            _isPutAway[member] = _conversation.FindParticipant(_members[member]) is { IsDone: true } or { SnoozedUntil: not null };
            return null;
        }

        private int CountUnread(int member, long after) =>
            _log.Where((entry, index) => entry.Sender != member && !entry.IsRecalled && !entry.IsRemoved && index + 1 > after).Count();
    }
}
