using System.Net;
using System.Text.RegularExpressions;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>What the system's tracer sees of the server, which syncs SQLite's files itself: no acknowledgement leaves before the disk has said that the message is there.</summary>
public sealed partial class DurabilityTests
{
    [SqliteFact]
    public async Task SendMessage_WhenAcknowledged_ShouldHaveBeenSyncedBefore()
    {
        if (!TracedServer.IsPossible)
            return;
        var messages = Scale.Of(400, atLeast: 20);
        using var trace = new TempDirectory();
        var path = Path.Combine(trace.Path, "trace");
        await using var server = await TracedServer.StartAsync();
        var conversation = await server.OpenConversationAsync();
        await server.TraceAsync("-o", path, "-s", "32", "-e", "trace=fsync,fdatasync,sendto,sendmsg,write,writev");
        for (var i = 0; i < messages; i++)
            Assert.Equal(HttpStatusCode.Created, await server.SendAsync(conversation, $"message {i}"));
        await server.StopTracingAsync();

        // One after the other, so between two acknowledgements lies the whole of the second message.
        var acknowledged = 0;
        var isSynced = false;
        foreach (var line in File.ReadLines(path))
        {
            if (FinishedSync().IsMatch(line))
                isSynced = true;
            if (!line.Contains("HTTP/1.1 201", StringComparison.Ordinal))
                continue;
            Assert.True(isSynced, $"Acknowledgement {acknowledged + 1} came before its sync: {line}");
            isSynced = false;
            acknowledged++;
        }

        Assert.Equal(messages, acknowledged);
    }

    [SqliteFact]
    public async Task SendMessage_WhenTheDiskDoesNotSync_ShouldNotBeAcknowledged()
    {
        if (!TracedServer.IsPossible)
            return;
        await using var server = await TracedServer.StartAsync();
        var conversation = await server.OpenConversationAsync();
        await server.TraceAsync("-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO");
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.SendAsync(conversation, $"lost {i}"));
        await server.StopTracingAsync();

        // The disk is well again, and so is the server.
        Assert.Equal(HttpStatusCode.Created, await server.SendAsync(conversation, "kept"));
        var page = await Answer.ReadAsync(await server.Http.GetAsync($"/api/conversations/{conversation}/messages")).ShouldBe(200);
        Assert.Equal("kept", Assert.Single(page.Results()).Text("content"));
    }

    [Fact]
    public async Task Terminate_WhenMessagesAreBeingSent_ShouldEndWithin15Seconds()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var server = await TracedServer.StartAsync();
        var conversation = await server.OpenConversationAsync();
        Assert.Equal(HttpStatusCode.Created, await server.SendAsync(conversation, "before"));
        Assert.InRange(await server.TerminateAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    /// <summary><c>fdatasync(12) = 0</c>, or its end when another thread was traced in between.</summary>
    [GeneratedRegex(@"f(data)?sync(\(\d+\)| resumed>\)).*= 0$")]
    private static partial Regex FinishedSync();
}
