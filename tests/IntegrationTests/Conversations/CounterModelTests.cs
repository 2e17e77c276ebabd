using System.Text.Json;
using CsCheck;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>
/// Members send, read and recall at random, at once, from several tabs and by both doors. Afterwards the server must show each
/// of them what follows from the definitions of the contract, computed here from nothing but what was acknowledged.
/// </summary>
[Collection(HubTests.Name)]
public sealed class CounterModelTests(ChatServer server)
{
    private const int OperationsPerRun = 250;
    private const int OperationsAtOnce = 16;

    private enum Kind
    {
        Send,
        Read,
        Recall,
        ReadBack,
    }

    [Fact]
    public async Task Counters_WhenOperationsInterleave_ShouldBeExactForEveryMember()
    {
        var operations = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 2], Kinds, Gen.Double[0, 1]).Array[OperationsPerRun];
        var runs = Scale.Of(100_000 / OperationsPerRun, atLeast: 1);

        await operations.SampleAsync(RunAsync, iter: runs, threads: 1);
    }

    private static Gen<Kind> Kinds => Gen.Frequency((5, Gen.Const(Kind.Send)), (4, Gen.Const(Kind.Read)), (2, Gen.Const(Kind.Recall)), (1, Gen.Const(Kind.ReadBack)));

    private async Task RunAsync((int Conversation, int Member, int Door, Kind Kind, double Pick)[] operations)
    {
        var buyers = new[] { await server.CreateBuyerAsync(), await server.CreateBuyerAsync() };
        var merchants = new[] { await server.CreateMerchantAsync(), await server.CreateMerchantAsync() };
        var users = (ChatUser[])[.. buyers, .. merchants];
        var tabs = await Task.WhenAll(users.Select(async u => new[] { await u.ConnectAsync(), await u.ConnectAsync() }));
        var models = new List<Model>();
        foreach (var b in (int[])[0, 1])
        {
            foreach (var m in (int[])[0, 1])
                models.Add(new Model(await buyers[b].StartConversationAsync(merchants[m]), [b, 2 + m]));
        }

        foreach (var batch in operations.Chunk(OperationsAtOnce))
        {
            await Task.WhenAll(batch.Select(o =>
            {
                var model = models[o.Conversation];
                var member = model.Members[o.Member];
                return o.Kind switch
                {
                    Kind.Send => SendAsync(model, member, o.Door),
                    Kind.Recall => RecallAsync(model, member, o.Door, o.Pick),
                    _ => ReadAsync(model, member, o.Door, o.Kind == Kind.ReadBack ? o.Pick * 0.5 : o.Pick),
                };
            }));
        }

        foreach (var (user, index) in users.Select((u, i) => (u, i)))
            await ShouldShowAsync(models.Where(m => m.Members.Contains(index)), user, index);
        foreach (var tab in tabs.SelectMany(t => t))
            await tab.DisposeAsync();

        async Task SendAsync(Model model, int member, int door)
        {
            var sent = door == 2 ? await users[member].SendAsync(model.Id, "x") : await tabs[member][door].SendAsync(model.Id, "x");
            model.Sent(sent.Number("sequence"), sent.Id(), member);
        }

        async Task ReadAsync(Model model, int member, int door, double pick)
        {
            var sequence = (long)(model.LastSequence * pick);
            if (door == 2)
                await users[member].MarkReadAsync(model.Id, sequence);
            else
                await tabs[member][door].MarkReadAsync(model.Id, sequence);
            model.Read(member, sequence);
        }

        async Task RecallAsync(Model model, int member, int door, double pick)
        {
            if (model.PickOwn(member, pick) is not { } message)
                return;
            if (door == 2)
                await users[member].RecallAsync(message);
            else
                await tabs[member][door].CallAsync("RecallMessage", new { message_id = message });
            model.Recalled(message);
        }

        async Task ShouldShowAsync(IEnumerable<Model> expected, ChatUser user, int index)
        {
            var list = await user.GetAsync("/api/conversations?page_size=100").ShouldBe(200);
            var heads = (await tabs[index][0].CallAsync("GetHeads", new { })).List("heads").ToDictionary(h => h.Number("conversation_id"));
            foreach (var model in expected)
            {
                var shown = list.Results().Single(c => c.Id() == model.Id);
                Assert.Equal(model.LastSequence, shown.Number("last_sequence"));
                Assert.Equal(model.Revision, shown.Number("revision"));
                Assert.Equal(model.UnreadOf(index), shown.Number("unread_count"));
                foreach (var member in model.Members)
                    ShouldShowMember(model, member, shown.ParticipantOf(users[member].Id));
                Assert.Equal(
                    (model.Revision, model.LastSequence, model.CursorOf(index), model.UnreadOf(index)),
                    (heads[model.Id].Number("revision"), heads[model.Id].Number("last_sequence"), heads[model.Id].Number("last_read_sequence"), heads[model.Id].Number("unread_count")));
            }
        }
    }

    private static void ShouldShowMember(Model model, int member, JsonElement participant) =>
        Assert.Equal((model.CursorOf(member), model.UnreadOf(member)), (participant.Number("last_read_sequence"), participant.Number("unread_count")));

    /// <summary>A conversation as the contract defines it.</summary>
    private sealed class Model(long id, int[] members)
    {
        private readonly Lock _lock = new();
        private readonly SortedDictionary<long, (long Id, int Sender)> _messages = [];
        private readonly HashSet<long> _recalled = [];
        private readonly Dictionary<int, long> _cursors = members.ToDictionary(m => m, _ => 0L);

        public long Id => id;

        public int[] Members => members;

        /// <summary>The highest that was acknowledged: as far as anybody may read.</summary>
        public long LastSequence
        {
            get
            {
                lock (_lock)
                    return _messages.Count == 0 ? 0 : _messages.Keys.Last();
            }
        }

        public long Revision
        {
            get
            {
                lock (_lock)
                    return _messages.Count + _recalled.Count;
            }
        }

        public void Sent(long sequence, long messageId, int sender)
        {
            lock (_lock)
                _messages.Add(sequence, (messageId, sender));
        }

        public void Read(int member, long sequence)
        {
            lock (_lock)
                _cursors[member] = Math.Max(_cursors[member], sequence);
        }

        public long? PickOwn(int member, double pick)
        {
            lock (_lock)
            {
                var own = _messages.Values.Where(m => m.Sender == member).ToList();
                return own.Count == 0 ? null : own[Math.Min(own.Count - 1, (int)(own.Count * pick))].Id;
            }
        }

        public void Recalled(long messageId)
        {
            lock (_lock)
                _recalled.Add(messageId);
        }

        public long CursorOf(int member)
        {
            lock (_lock)
                return _cursors[member];
        }

        public long UnreadOf(int member)
        {
            lock (_lock)
                return _messages.Count(m => m.Key > _cursors[member] && m.Value.Sender != member && !_recalled.Contains(m.Value.Id));
        }
    }
}
