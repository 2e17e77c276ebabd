using System.Text.Json;
using CsCheck;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>
/// Members send, read and recall at random, an admin takes down, all at once, from several tabs and by both doors, and the server restarts.
/// Afterwards the server must show each of them what follows from the definitions of the contract, computed here from nothing but what was
/// acknowledged.
/// </summary>
internal sealed class CounterCheck(ChatServer server)
{
    private const int OperationsPerRun = 1_000;
    private const int OperationsAtOnce = 16;

    private enum Kind
    {
        Send,
        Read,
        Recall,
        TakeDown,
        Restore,
        ReadBack,
    }

    public async Task RunAsync(int operationsInAll)
    {
        var operations = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 2], Kinds, Gen.Double[0, 1]).Array[OperationsPerRun];
        await operations.SampleAsync(RunAsync, iter: operationsInAll / OperationsPerRun, threads: 1);
    }

    /// <summary>In every run the server restarts once, at this batch.</summary>
    private readonly int _restartBefore = Random.Shared.Next(1, OperationsPerRun / OperationsAtOnce);

    private static Gen<Kind> Kinds =>
        Gen.Frequency(
            (5, Gen.Const(Kind.Send)),
            (4, Gen.Const(Kind.Read)),
            (2, Gen.Const(Kind.Recall)),
            (1, Gen.Const(Kind.TakeDown)),
            (1, Gen.Const(Kind.Restore)),
            (1, Gen.Const(Kind.ReadBack))
        );

    private async Task RunAsync((int Conversation, int Member, int Door, Kind Kind, double Pick)[] operations)
    {
        var buyers = new[] { await server.CreateBuyerAsync(), await server.CreateBuyerAsync() };
        var merchants = new[] { await server.CreateMerchantAsync(), await server.CreateMerchantAsync() };
        var users = (ChatUser[])[.. buyers, .. merchants];
        var tabs = await OpenTabsAsync();
        var models = new List<ConversationModel>();
        foreach (var b in (int[])[0, 1])
        {
            foreach (var m in (int[])[0, 1])
                models.Add(new ConversationModel(await buyers[b].StartConversationAsync(merchants[m]), [b, 2 + m]));
        }

        foreach (var (number, batch) in operations.Chunk(OperationsAtOnce).Index())
        {
            if (number == _restartBefore)
            {
                await server.RestartAsync();
                tabs = await OpenTabsAsync();
            }

            await Task.WhenAll(
                batch.Select(o =>
                {
                    var model = models[o.Conversation];
                    var member = model.Members[o.Member];
                    return o.Kind switch
                    {
                        Kind.Send => SendAsync(model, member, o.Door),
                        Kind.Recall => RecallAsync(model, member, o.Door, o.Pick),
                        Kind.TakeDown => TakeDownAsync(model, o.Pick),
                        Kind.Restore => RestoreAsync(model, o.Pick),
                        _ => ReadAsync(model, member, o.Door, o.Kind == Kind.ReadBack ? o.Pick * 0.5 : o.Pick),
                    };
                })
            );
        }

        foreach (var (user, index) in users.Select((u, i) => (u, i)))
            await ShouldShowAsync(models.Where(m => m.Members.Contains(index)), user, index);
        foreach (var tab in tabs.SelectMany(t => t))
            await tab.DisposeAsync();

        async Task SendAsync(ConversationModel model, int member, int door)
        {
            var sent = door == 2 ? await users[member].SendAsync(model.Id, "x") : await tabs[member][door].SendAsync(model.Id, "x");
            model.Sent(sent.Number("sequence"), sent.Id(), member, sent.Text("created_at"));
        }

        async Task ReadAsync(ConversationModel model, int member, int door, double pick)
        {
            var sequence = (long)(model.LastSequence * pick);
            if (door == 2)
                await users[member].MarkReadAsync(model.Id, sequence);
            else
                await tabs[member][door].MarkReadAsync(model.Id, sequence);
            model.Read(member, sequence);
        }

        async Task RecallAsync(ConversationModel model, int member, int door, double pick)
        {
            if (model.PickOwn(member, pick) is not { } message)
                return;
            if (door == 2)
            {
                // 409: an admin was faster.
                var answer = await users[member].PostAsync($"/api/messages/{message}/recall");
                Assert.True(answer.Status is 200 or 409, answer.Text);
                if (answer.Status == 409)
                    return;
            }
            else
            {
                try
                {
                    await tabs[member][door].CallAsync("RecallMessage", new { message_id = message });
                }
                catch (HubException refused) when (refused.Message.Contains("conflict: ", StringComparison.Ordinal))
                {
                    return;
                }
            }

            model.Recalled(message);
        }

        // An admin does one thing after the other in a conversation, so that the last of two is known.
        async Task TakeDownAsync(ConversationModel model, double pick)
        {
            if (model.PickAny(pick) is not { } message)
                return;
            using var alone = await ConversationModel.HoldAsync();
            (await server.Admin.Http.DeleteAsync($"/api/messages/{message}?reason=test")).EnsureSuccessStatusCode();
            model.Removed(message);
        }

        async Task RestoreAsync(ConversationModel model, double pick)
        {
            using var alone = await ConversationModel.HoldAsync();
            if (model.PickRemoved(pick) is not { } message)
                return;
            // 409: its sender has recalled it.
            var answer = await server.Admin.PostAsync($"/api/messages/{message}/restore");
            Assert.True(answer.Status is 200 or 409, answer.Text);
            if (answer.Status == 200)
                model.Restored(message);
        }

        Task<ChatConnection[][]> OpenTabsAsync() =>
            Task.WhenAll(users.Select(async u => new[] { await u.ConnectAsync(), await u.ConnectAsync() }));

        async Task ShouldShowAsync(IEnumerable<ConversationModel> expected, ChatUser user, int index)
        {
            var list = await user.GetAsync("/api/conversations?page_size=100").ShouldBe(200);
            var heads = (await tabs[index][0].CallAsync("GetHeads", new { })).List("heads").ToDictionary(h => h.Number("conversation_id"));
            foreach (var model in expected)
            {
                var shown = list.Results().Single(c => c.Id() == model.Id);
                Assert.Equal(model.LastSequence, shown.Number("last_sequence"));
                Assert.Equal(model.Revision, shown.Number("revision"));
                Assert.Equal(model.UnreadOf(index), shown.Number("unread_count"));
                Assert.Equal(model.WaitingSince(), shown.GetProperty("waiting_since").GetString());
                foreach (var member in model.Members)
                    ShouldShowMember(model, member, shown.ParticipantOf(users[member].Id));
                Assert.Equal(
                    (model.Revision, model.LastSequence, model.CursorOf(index), model.UnreadOf(index)),
                    (
                        heads[model.Id].Number("revision"),
                        heads[model.Id].Number("last_sequence"),
                        heads[model.Id].Number("last_read_sequence"),
                        heads[model.Id].Number("unread_count")
                    )
                );
            }
        }
    }

    private static void ShouldShowMember(ConversationModel model, int member, JsonElement participant) =>
        Assert.Equal(
            (model.CursorOf(member), model.UnreadOf(member)),
            (participant.Number("last_read_sequence"), participant.Number("unread_count"))
        );
}
