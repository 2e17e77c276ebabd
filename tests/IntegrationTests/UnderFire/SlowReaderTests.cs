using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>Connections that do not read: they are cut, hold nobody else up, and miss nothing when they come back.</summary>
public sealed class SlowReaderTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    private const int ContentLength = 5_000;

    /// <summary>Of the content in a push: three for each character.</summary>
    private const int PushBytes = 3 * ContentLength;

    /// <summary>Of the system and of SignalR, in bytes; what they take in does not wait.</summary>
    private const int MaxBuffers = 8 * Megabyte;

    private static readonly string Content = new('好', ContentLength);

    private ChatServer _server = null!;

    public async Task InitializeAsync() => _server = await ChatServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Connection_WhenItLeavesAMegabyteUnread_ShouldBeCut()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        using var deaf = await SilentSocket.OpenAsync(merchant.Token, _server.Address);

        Assert.InRange(await SendUntilCutAsync(buyer, conversation, deaf) * PushBytes, Megabyte, MaxBuffers + Megabyte);
    }

    [Fact]
    public async Task Connection_WhenItReadsNothingFor10Seconds_ShouldBeCut()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        await using var reading = await merchant.ConnectAsync();
        int enough;
        using (var first = await SilentSocket.OpenAsync(merchant.Token, _server.Address))
            enough = await SendUntilCutAsync(buyer, conversation, first);

        using var deaf = await SilentSocket.OpenAsync(merchant.Token, _server.Address);
        // Less than what was too much by most of what may wait: something waits, and not too much of it.
        for (var i = 0; i < enough - (Megabyte * 3 / 4 / PushBytes); i++)
            await SendAsync(buyer, conversation, reading);

        Assert.False(deaf.IsCut);
        await Eventually.Async(() => deaf.IsCut, () => "It is still open.");
    }

    [Fact]
    public async Task Connection_WhenItIsCutAndComesBack_ShouldMissNothing()
    {
        const int Read = 3;
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        int sent;
        long known = 0;
        using (var deaf = await SilentSocket.OpenAsync(merchant.Token, _server.Address))
        {
            for (sent = 0; sent < Read; sent++)
                known = (await buyer.SendAsync(conversation, "read")).Number("revision");
            await deaf.ReadUntilAsync($"\"sequence\":{Read},");
            sent += await SendUntilCutAsync(buyer, conversation, deaf);
        }

        await using var back = await merchant.ConnectAsync();
        var head = (await back.CallAsync("GetHeads", new { })).List("heads").Single(h => h.Number("conversation_id") == conversation);
        Assert.Equal(sent, head.Number("last_sequence"));
        var missed = new List<long>();
        while (known < head.Number("revision"))
        {
            var page = await merchant.GetAsync($"/api/conversations/{conversation}/messages?since_revision={known}&limit=50").ShouldBe(200);
            missed.AddRange(page.Results().Select(m => m.Number("sequence")));
            known = page.Number("revision");
        }

        Assert.Equal(Enumerable.Range(Read + 1, sent - Read).Select(i => (long)i), missed);
        await SendAsync(buyer, conversation, back);
    }

    private static async Task<int> SendUntilCutAsync(ChatUser buyer, long conversation, SilentSocket deaf)
    {
        var sent = 0;
        while (!deaf.IsCut)
        {
            Assert.InRange(sent++, 0, 2 * MaxBuffers / PushBytes);
            await buyer.SendAsync(conversation, Content);
        }

        return sent;
    }

    /// <summary>Sends, and waits until a connection that reads has it.</summary>
    private static async Task SendAsync(ChatUser buyer, long conversation, ChatConnection reading)
    {
        var sent = await buyer.SendAsync(conversation, Content);
        await reading.WaitForAsync("MessageReceived", m => m.Number("sequence") == sent.Number("sequence"));
    }
}
