using System.Collections.Concurrent;
using System.Diagnostics;
using LiveChat.Infrastructure.Persistence;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Nodes;

/// <summary>What users of two servers see of each other.</summary>
public sealed class NodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    private ChatServer One => nodes.One;

    private ChatServer Other => nodes.Other;

    [NodesFact]
    public async Task Pushes_WhenMadeOnAnotherNode_ShouldReachEveryoneConcernedAndNobodyElse()
    {
        var (buyer, merchant, conversation) = await One.CreatePairAsync();
        var stranger = await Other.SignInAsync((await One.CreateBuyerAsync()).Id);
        await using var buyerTab = await buyer.ConnectAsync();
        await using var merchantTab = await (await Other.SignInAsync(merchant.Id)).ConnectAsync();
        await using var strangerTab = await stranger.ConnectAsync();
        await using var adminTab = await One.Admin.ConnectAsync();
        await adminTab.CallAsync("WatchAll", new { enabled = true });

        var asked = await buyerTab.SendAsync(conversation, "在吗？");
        var received = await merchantTab.WaitForAsync("MessageReceived", m => m.Id() == asked.Id());
        Assert.Equal(asked.GetRawText(), received.GetRawText());
        await merchantTab.MarkReadAsync(conversation, 1);
        await buyerTab.WaitForAsync("ReadUpdated", r => r.Text("user_id") == merchant.Id);
        await merchantTab.CallAsync("SetTyping", new { conversation_id = conversation, is_typing = true });
        await buyerTab.WaitForAsync("TypingChanged", t => t.Text("user_id") == merchant.Id);
        var answered = await merchantTab.SendAsync(conversation, "在的");
        await buyerTab.WaitForAsync("MessageReceived", m => m.Id() == answered.Id());
        await adminTab.WaitForAsync("MessageReceived", m => m.Id() == answered.Id());
        await merchantTab.CallAsync("RecallMessage", new { message_id = answered.Id() });
        await buyerTab.WaitForAsync("MessageUpdated", m => m.Id() == answered.Id());
        await buyerTab.WaitForAsync("Heads", h => h.GetProperty("heads")[0].Number("revision") == 3);
        Assert.Empty(strangerTab.All());
    }

    [NodesFact]
    public async Task Traces_WhenAPushGoesToAnotherNode_ShouldGoOnThere()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "LiveChat" or "Microsoft.AspNetCore.SignalR.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var (buyer, merchant, conversation) = await One.CreatePairAsync();
        await using var buyerTab = await buyer.ConnectAsync();
        await using var merchantTab = await (await Other.SignInAsync(merchant.Id)).ConnectAsync();

        var asked = await buyerTab.SendAsync(conversation, "在吗？");
        await merchantTab.WaitForAsync("MessageReceived", m => m.Id() == asked.Id());

        await Eventually.Async(() =>
            spans
                .Where(there => there.OperationName == "livechat.push.elsewhere")
                .Any(there =>
                    spans.Any(here =>
                        here.OperationName == "livechat.push" && here.TraceId == there.TraceId && here.SpanId == there.ParentSpanId
                    )
                )
        );
    }

    [NodesFact]
    public async Task Files_WhenUploadedOnOneNode_ShouldBeServedAndRemovedByBoth()
    {
        var (buyer, _, conversation) = await One.CreatePairAsync();
        var sent = await buyer.SendFileAsync(conversation, "file", "a.pdf", SampleFiles.Pdf());
        var path = new Uri(sent.GetProperty("attachment").Text("url")).AbsolutePath;
        Assert.Equal(SampleFiles.Pdf(), await Other.Anonymous.GetByteArrayAsync(path));

        await (await Other.SignInAsync(buyer.Id)).RecallAsync(sent.Id());

        await Answer.ReadAsync(await One.Anonymous.GetAsync(path)).ShouldBeProblem("not_found");
        await Task.WhenAll(One.RemoveUnusedFilesAsync(TimeSpan.Zero), Other.RemoveUnusedFilesAsync(TimeSpan.Zero));
        await using var scope = One.Services.CreateAsyncScope();
        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Attachments.CountAsync());
    }

    [NodesFact]
    public async Task Pushes_WhenBothNodesSendIntoOneConversation_ShouldComeInItsOrder()
    {
        var count = Scale.Of(2_000, atLeast: 200);
        var (buyer, merchant, conversation) = await One.CreatePairAsync();
        await using var buyerTab = await buyer.ConnectAsync();
        await using var merchantTab = await (await Other.SignInAsync(merchant.Id)).ConnectAsync();
        ChatConnection[] tabs = [buyerTab, merchantTab];

        await Task.WhenAll(
            tabs.Select(async tab =>
            {
                foreach (var part in Enumerable.Range(0, count / 2).Chunk(10))
                    await Task.WhenAll(part.Select(i => tab.SendAsync(conversation, $"{i}")));
            })
        );

        foreach (var tab in tabs)
        {
            await tab.WaitForAsync("MessageReceived", m => m.Number("sequence") == count);
            var received = tab.Events("MessageReceived").Select(m => m.Number("sequence")).ToList();
            Assert.Equal(received.Order(), received);
            // What came too late to be pushed in order is asked for by its reader; that is rare.
            Assert.InRange(received.Count, count * 0.98, count);
        }
    }

    [NodesFact]
    public async Task PresenceChanged_WhenAUserComesAndGoesOnAnotherNode_ShouldBeToldAndKnownOnBoth()
    {
        var (buyer, merchant, _) = await One.CreatePairAsync();
        await using var tab = await (await Other.SignInAsync(merchant.Id)).ConnectAsync();
        var page = await buyer.ConnectAsync();
        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && p.Flag("is_online"));
        var second = await (await Other.SignInAsync(buyer.Id)).ConnectAsync();
        await page.DisposeAsync();
        // Presence is told in the order of what happened, so that nothing about the buyer is still on its way afterwards.
        await using (await merchant.ConnectAsync()) { }
        Assert.True(await IsOnlineAsync(One, buyer));
        Assert.True(await IsOnlineAsync(Other, buyer));
        await second.DisposeAsync();
        var gone = await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && !p.Flag("is_online"));
        Assert.Equal(2, tab.Events("PresenceChanged").Count(p => p.Text("user_id") == buyer.Id));
        Assert.NotNull(gone.Text("last_seen_at"));
        await Eventually.Async(async () => !await IsOnlineAsync(One, buyer) && !await IsOnlineAsync(Other, buyer));
    }

    [NodesFact]
    public async Task Session_WhenItEndsOnOneNode_ShouldEndOnTheOther()
    {
        var buyer = await One.CreateBuyerAsync();
        await using var tab = await ChatConnection.OpenAsync(new Uri(Other.Address, "/hubs/chat"), buyer.Token);
        using var elsewhere = Other.CreateClient();
        elsewhere.DefaultRequestHeaders.Authorization = new("Bearer", buyer.Token);
        Assert.True((await elsewhere.GetAsync("/api/conversations")).IsSuccessStatusCode);

        await buyer.PostAsync("/api/auth/logout").ShouldBe(204);

        Assert.Equal("logged_out", (await tab.WaitForAsync("SessionEnded")).Text("reason"));
        await tab.WaitForCloseAsync();
        Assert.Equal(401, (int)(await elsewhere.GetAsync("/api/conversations")).StatusCode);
    }

    [NodesFact]
    public async Task Names_WhenChangedOnOneNode_ShouldBeToldAndTakenOnTheOther()
    {
        var (buyer, merchant, conversation) = await One.CreatePairAsync();
        await using var tab = await (await Other.SignInAsync(buyer.Id)).ConnectAsync();
        var name = $"旗舰店{Guid.NewGuid():N}"[..12];

        await One.Admin.PutAsync($"/api/users/{merchant.Id}", new { username = name, role = "merchant" }).ShouldBe(200);

        await tab.WaitForAsync(
            "ConversationUpdated",
            c => c.Id() == conversation && c.GetRawText().Contains(name, StringComparison.Ordinal)
        );
    }

    /// <summary>As behind a proxy that sends each request to another node.</summary>
    [NodesFact]
    public async Task WebSocket_WhenNegotiatedOnTheOtherNode_ShouldBegin()
    {
        var buyer = await One.CreateBuyerAsync();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(One.Address, "/hubs/chat"),
                HttpTransportType.WebSockets,
                options =>
                {
                    options.AccessTokenProvider = () => Task.FromResult<string?>(buyer.Token);
                    options.WebSocketFactory = async (context, ct) =>
                    {
                        var socket = new System.Net.WebSockets.ClientWebSocket();
                        socket.Options.SetRequestHeader("Authorization", $"Bearer {buyer.Token}");
                        Assert.Contains("id=n0.", context.Uri.Query, StringComparison.Ordinal);
                        await socket.ConnectAsync(new UriBuilder(context.Uri) { Port = Other.Address.Port }.Uri, ct);
                        return socket;
                    };
                }
            )
            .Build();
        await hub.StartAsync();
        await hub.InvokeAsync<System.Text.Json.JsonElement>("GetHeads", new { });
        Assert.True(await IsOnlineAsync(One, buyer));
    }

    [NodesFact]
    public async Task LongPolling_WhenLedByItsToken_ShouldWorkOnItsNode()
    {
        var (buyer, _, conversation) = await One.CreatePairAsync();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(One.Address, "/hubs/chat"),
                HttpTransportType.LongPolling,
                options => options.AccessTokenProvider = () => Task.FromResult<string?>(buyer.Token)
            )
            .Build();
        var received = new TaskCompletionSource();
        hub.On<System.Text.Json.JsonElement>("MessageReceived", _ => received.TrySetResult());
        await hub.StartAsync();
        await (await Other.SignInAsync(buyer.Id)).SendAsync(conversation, "你好");
        await received.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<bool> IsOnlineAsync(ChatServer node, ChatUser user) =>
        (await (await node.SignInAsync(user.Id)).GetAsync("/api/auth/me").ShouldBe(200)).Flag("is_online");
}
