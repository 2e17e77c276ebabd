using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Media;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>Bodies that are refused while they are still being sent.</summary>
public class RefusedBodyTests
{
    /// <summary>Longer than Kestrel by itself goes on receiving what was refused, which is 5 s.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Post_WhenRefusedOverASlowLine_ShouldBeToldWhy()
    {
        await using var server = await ChatServer.StartAsync("--Media:MaxFileSizeBytes=300000");
        var (buyer, _, conversation) = await server.CreatePairAsync();
        using var said = new LargeForm(1024 * 1024, saysItsLength: true, Slow);
        using var unsaid = new LargeForm(1024 * 1024, saysItsLength: false, Slow);
        using var json = new LargeForm(1024 * 1024, saysItsLength: true, Slow);
        json.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        async Task ShouldBeTooLargeAsync(string path, LargeForm body) =>
            await Answer.ReadAsync(await buyer.Http.PostAsync(path, body)).ShouldBeProblem("payload_too_large");

        await Task.WhenAll(
            ShouldBeTooLargeAsync("/api/uploads", said),
            ShouldBeTooLargeAsync("/api/uploads", unsaid),
            ShouldBeTooLargeAsync($"/api/conversations/{conversation}/messages", json)
        );
    }

    [Fact]
    public async Task Post_WhenRefusedAndSentWithoutEnd_ShouldBeCut()
    {
        await using var server = await ChatServer.StartAsync();
        var buyer = await server.CreateBuyerAsync();
        using var client = await RawHttp.SendAsync(
            server.Address,
            $"POST /api/uploads HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAuthorization: Bearer {buyer.Token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000000\r\n\r\n"
        );
        var block = new byte[1024 * 1024];
        var sent = 0;

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (; sent < 1_000; sent++)
                await client.GetStream().WriteAsync(block);
        });

        // What the sockets hold is sent as well, and read by nobody.
        Assert.InRange(sent, 64, 128);
    }
}
