using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

/// <summary>What an admin takes down is out of everybody's sight, kept sealed, and can come back.</summary>
[Collection(HubTests.Name)]
public sealed class TakeDownTests(ChatServer server)
{
    [Fact]
    public async Task Restore_WhenTakenDown_ShouldBringBackWordsCountersAndWaiting()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var connection = await merchant.ConnectAsync();
        var sent = await buyer.SendAsync(conversation, "words that were taken for spam");
        var before = await merchant.ReadConversationAsync(conversation);

        await TakeDownAsync(sent.Id());

        var without = await merchant.ReadConversationAsync(conversation);
        Assert.Equal(
            (0, "", true),
            (without.Number("unread_count"), without.GetProperty("last_message").Text("content"), without.IsNull("waiting_since"))
        );
        Assert.Equal(0L, await server.CountSqlAsync("SELECT COUNT(*) FROM messages WHERE content LIKE '%taken for spam%'"));
        Assert.DoesNotContain(
            await server.QuerySqlAsync("SELECT content FROM sealed_messages", row => row.GetFieldValue<byte[]>(0)),
            content => content.AsSpan().IndexOf("spam"u8) >= 0
        );
        Assert.Equal("words that were taken for spam", (await LookAsync(sent.Id())).Text("content"));
        Assert.Equal(
            "",
            (await server.Admin.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200)).Results()[0].Text("content")
        );

        var restored = await server.Admin.PostAsync($"/api/messages/{sent.Id()}/restore").ShouldBe(200);

        restored.ShouldBeMessage();
        Assert.Equal(
            ("words that were taken for spam", true, 3L),
            (restored.Text("content"), restored.IsNull("removed_at"), restored.Number("revision"))
        );
        var after = await merchant.ReadConversationAsync(conversation);
        Assert.Equal(
            (before.Number("unread_count"), before.Text("waiting_since"), 3L, "words that were taken for spam"),
            (
                after.Number("unread_count"),
                after.Text("waiting_since"),
                after.Number("revision"),
                after.GetProperty("last_message").Text("content")
            )
        );
        await connection.WaitForAsync(
            "MessageUpdated",
            m => m.Id() == sent.Id() && m.Text("content") == "words that were taken for spam" && m.Number("revision") == 3
        );
        Assert.Equal(0L, await server.CountSqlAsync($"SELECT COUNT(*) FROM sealed_messages WHERE message_id = {sent.Id()}"));
        Assert.Equal(["message_restored", "message_opened", "message_taken_down"], await ActionsAsync(sent.Id()));

        await server.Admin.PostAsync($"/api/messages/{sent.Id()}/restore").ShouldBe(200);
        await TakeDownAsync(sent.Id());
        await LookAsync(sent.Id());
        await LookAsync(sent.Id());
        Assert.Equal(
            ["message_opened", "message_opened", "message_taken_down", "message_restored", "message_opened", "message_taken_down"],
            await ActionsAsync(sent.Id())
        );
    }

    [Theory]
    [InlineData("image", "a.png")]
    [InlineData("file", "a.pdf")]
    public async Task Restore_WhenItCarriedAFile_ShouldBringThatBackToo(string type, string name)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var content = type == "image" ? SampleFiles.Png() : SampleFiles.Pdf();
        var sent = await buyer.SendFileAsync(conversation, type, name, content);
        var attachment = sent.GetProperty("attachment");
        var (url, folder) = (
            new Uri(attachment.Text("url")).AbsolutePath,
            Path.GetDirectoryName(new Uri(attachment.Text("url")).AbsolutePath)!["/media/".Length..]
        );
        var stored = await server.Anonymous.GetByteArrayAsync(url);
        var files = await ListFolderAsync(folder);

        await TakeDownAsync(sent.Id());

        using (var gone = await merchant.Http.GetAsync(url))
            Assert.Equal(404, (int)gone.StatusCode);
        var closed = await ListFolderAsync(folder);
        Assert.Equal(files.Select(f => f + ".sealed"), closed);
        foreach (var file in closed)
            Assert.Equal(-1, (await server.ReadFileAsync(file)).AsSpan().IndexOf(stored.AsSpan(0, 16)));
        var looked = (await LookAsync(sent.Id())).GetProperty("attachment");
        Assert.Equal((name, stored.LongLength), (looked.Text("name"), looked.Number("size")));
        using (var seen = await server.Admin.Http.GetAsync(new Uri(looked.Text("url")).AbsolutePath))
        {
            Assert.Equal(stored, await seen.Content.ReadAsByteArrayAsync());
            Assert.Contains("sandbox", seen.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }

        if (type == "image")
            Assert.NotEmpty(await server.Admin.Http.GetByteArrayAsync(new Uri(looked.Text("thumbnail_url")).AbsolutePath));
        using (var refused = await merchant.Http.GetAsync(new Uri(looked.Text("url")).AbsolutePath))
            Assert.Equal(403, (int)refused.StatusCode);

        var restored = await server.Admin.PostAsync($"/api/messages/{sent.Id()}/restore").ShouldBe(200);

        Assert.Equal(attachment.ToString(), restored.GetProperty("attachment").ToString());
        Assert.Equal(stored, await server.Anonymous.GetByteArrayAsync(url));
        Assert.Equal(files, await ListFolderAsync(folder));
    }

    private async Task<List<string>> ListFolderAsync(string folder) =>
        [.. (await server.ListFilesAsync()).Where(file => file.StartsWith($"{folder}/", StringComparison.Ordinal))];

    [Fact]
    public async Task Restore_WhenItsSenderHadRecalledIt_ShouldBeRefused()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var sent = await buyer.SendAsync(conversation, "a slip");
        await buyer.RecallAsync(sent.Id());
        await TakeDownAsync(sent.Id());

        await server.Admin.PostAsync($"/api/messages/{sent.Id()}/restore").ShouldBeProblem("conflict");

        Assert.Equal("", (await LookAsync(sent.Id())).Text("content"));
        Assert.Equal(0L, await server.CountSqlAsync($"SELECT COUNT(*) FROM sealed_messages WHERE message_id = {sent.Id()}"));
    }

    [Fact]
    public async Task Restore_WhenTheServerWasStartedAnew_ShouldStillKnowTheKey()
    {
        await using var own = await ChatServer.StartAsync();
        var (buyer, _, conversation) = await own.CreatePairAsync();
        var sent = await buyer.SendAsync(conversation, "kept");
        (await own.Admin.Http.DeleteAsync($"/api/messages/{sent.Id()}?reason=test")).EnsureSuccessStatusCode();

        await own.RestartAsync();

        Assert.Equal("kept", (await own.Admin.PostAsync($"/api/messages/{sent.Id()}/restore").ShouldBe(200)).Text("content"));
    }

    [Fact]
    public async Task Restore_WhenThereIsNoSuchMessage_ShouldBeNotFoundAndRecordNothing()
    {
        const long None = 987_654_321;

        await server.Admin.PostAsync($"/api/messages/{None}/restore").ShouldBeProblem("not_found");
        await server.Admin.GetAsync($"/api/admin/messages/{None}").ShouldBeProblem("not_found");

        Assert.Empty(await ActionsAsync(None));
    }

    private async Task TakeDownAsync(long message) =>
        (await server.Admin.Http.DeleteAsync($"/api/messages/{message}?reason=spam")).EnsureSuccessStatusCode();

    private Task<JsonElement> LookAsync(long message) => server.Admin.GetAsync($"/api/admin/messages/{message}").ShouldBe(200);

    private async Task<List<string>> ActionsAsync(long message) =>
        [
            .. (await server.Admin.GetAsync($"/api/admin/audit-log?target={message}").ShouldBe(200))
                .Results()
                .Select(e => e.Text("action"))
                .Where(a => a.StartsWith("message_", StringComparison.Ordinal)),
        ];
}
