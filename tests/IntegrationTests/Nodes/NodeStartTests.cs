using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Notifications;
using LiveChat.Infrastructure.Settings;
using LiveChat.IntegrationTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Nodes;

/// <summary>Which servers may run together, and what they have in common.</summary>
public sealed class NodeStartTests
{
    [NodesFact]
    public async Task Start_WhenAServerRunsThatDoesNotFit_ShouldSayWhatToDo()
    {
        await using var nodes = await NodeGroup.StartAsync(1);
        using var elsewhere = new TempDirectory();

        await ShouldBeRefusedAsync(
            $"Media:Directory ({elsewhere.Path}) has no files of this database",
            [.. nodes.SettingsOf("x"), $"--Media:Directory={elsewhere.Path}"]
        );
        await ShouldBeRefusedAsync(
            "Database:ConnectionString: another LiveChat server is already running on this database.",
            [.. nodes.SettingsOf("x"), "--Redis:ConnectionString="]
        );
        await ShouldBeRefusedAsync(
            "Jwt:SigningKey or Messages:SealingKey is not that of the node n0",
            [.. nodes.SettingsOf("x"), "--Jwt:SigningKey=another-signing-key-that-is-long-enough-too"]
        );
        await ShouldBeRefusedAsync(
            "Redis:ConnectionString can't be reached",
            [.. nodes.SettingsOf("x"), "--Redis:ConnectionString=127.0.0.1:1"]
        );
        await nodes.AddAsync();
    }

    [NodesFact]
    public async Task Start_WhenAServerWithoutRedisRuns_ShouldBeRefused()
    {
        await using var nodes = await NodeGroup.StartAsync(0);
        await nodes.AddAsync("--Redis:ConnectionString=");
        await ShouldBeRefusedAsync(
            "Database:ConnectionString: a LiveChat server without Redis:ConnectionString is already running on this database.",
            nodes.SettingsOf("x")
        );
    }

    [NodesFact]
    public async Task Limits_WhenUsedUpOnOneNode_ShouldHoldOnTheOther()
    {
        await using var nodes = await NodeGroup.StartAsync(2, "--Limits:Enabled=true", "--Limits:Send=3/60", "--Limits:Connections=2");
        var (buyer, _, conversation) = await nodes[0].CreatePairAsync();
        var elsewhere = await nodes[1].SignInAsync(buyer.Id);
        await buyer.SendAsync(conversation, "1");
        await elsewhere.SendAsync(conversation, "2");
        await buyer.SendAsync(conversation, "3");
        await elsewhere.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("4")).ShouldBeProblem("rate_limited");
        await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("4")).ShouldBeProblem("rate_limited");

        await using var first = await buyer.ConnectAsync();
        await using var second = await elsewhere.ConnectAsync();
        await Eventually.Async(() => CountElsewhere(nodes[0]) == 1 && CountElsewhere(nodes[1]) == 1);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => buyer.ConnectAsync());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => elsewhere.ConnectAsync());

        int CountElsewhere(ChatServer node) =>
            node.Services.GetRequiredService<INodes>().CountElsewhere(ConnectionGroups.Of(UserId.From(buyer.Id)));
    }

    private static async Task ShouldBeRefusedAsync(string beginning, string[] settings) =>
        Assert.StartsWith(
            beginning,
            (await Assert.ThrowsAsync<SettingsException>(() => ChatServer.StartAsync(settings))).Message,
            StringComparison.Ordinal
        );
}
