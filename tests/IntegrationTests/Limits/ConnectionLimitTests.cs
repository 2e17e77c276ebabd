using System.Net;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>Connections of one user to the hub beyond the limit are refused, over every transport.</summary>
public class ConnectionLimitTests
{
    private const string Enabled = "--Limits:Enabled=true";

    [Theory]
    [InlineData("/hubs/chat")]
    [InlineData("/HUBS/Chat")]
    public async Task Connect_WhenTenAreOpen_ShouldRefuseTheEleventhUntilOneCloses(string path)
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        var buyer = await server.CreateBuyerAsync();
        var address = new Uri(server.Address, path);
        var open = new List<ChatConnection>();
        for (var i = 0; i < 10; i++)
            open.Add(await ChatConnection.OpenAsync(address, buyer.Token));

        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => ChatConnection.OpenAsync(address, buyer.Token));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await buyer.PostAsync($"{path}/negotiate?negotiateVersion=1").ShouldBeRefusedForNow(60);
        // A client that does not ask first finds the door closed too.
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAnyAsync<Exception>(() =>
            socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}{path}?access_token={buyer.Token}"), CancellationToken.None)
        );
        Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
        await using (await (await server.CreateBuyerAsync()).ConnectAsync()) { }

        await open[0].DisposeAsync();
        await Eventually.Async(async () => (await buyer.PostAsync($"{path}/negotiate?negotiateVersion=1")).Status == 200);
        await using var again = await ChatConnection.OpenAsync(address, buyer.Token);
        foreach (var connection in open)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task Connect_WhenByLongPolling_ShouldCountLikeAnyOther()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Connections=3");
        var buyer = await server.CreateBuyerAsync();
        // All of them are asked for before any is opened.
        var asked = new List<string>();
        for (var i = 0; i < 5; i++)
            asked.Add((await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBe(200)).Text("connectionToken"));

        var polls = new List<Answer>();
        foreach (var id in asked)
            polls.Add(await buyer.GetAsync($"/hubs/chat?id={id}"));

        Assert.Equal([200, 200, 200, 429, 429], polls.Select(p => p.Status));
        await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBeRefusedForNow(60);

        // Between two polls it is as open as during one, until it is closed.
        using (var closed = await buyer.Http.DeleteAsync($"/hubs/chat?id={asked[0]}"))
            Assert.Equal(202, (int)closed.StatusCode);
        await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBe(200);
        await using var tab = await buyer.ConnectAsync();
        await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBeRefusedForNow(60);
    }
}
