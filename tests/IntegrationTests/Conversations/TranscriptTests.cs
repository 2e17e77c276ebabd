using System.Text;
using System.Text.RegularExpressions;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>A conversation as a text file: whole, in the reader's language, and for nobody but members and admins.</summary>
[Collection(RestTests.Name)]
public sealed partial class TranscriptTests(ChatServer server)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("zh-CN", "该消息已被发送者撤回。", "该消息已被管理员移除。", "[文件]")]
    [InlineData("en", "This message was recalled by its sender.", "This message was removed by an administrator.", "[file]")]
    public async Task Transcript_WhenAMemberAsks_ShouldTellEachMessageInTheirLanguage(
        string language,
        string recalled,
        string removed,
        string file
    )
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "first\nsecond, 逗号");
        await buyer.RecallAsync((await buyer.SendAsync(conversation, "the secret of the sender")).Id());
        var bad = await merchant.SendAsync(conversation, "the secret of the merchant");
        using (var taken = await server.Admin.Http.DeleteAsync($"/api/messages/{bad.Id()}?reason=spam"))
            Assert.Equal(204, (int)taken.StatusCode);
        await merchant.SendFileAsync(conversation, "file", "报价.txt", Encoding.UTF8.GetBytes("12"));

        var text = await ReadAsync(merchant, conversation, language);

        var (buyerName, merchantName) = (await NameOfAsync(buyer), await NameOfAsync(merchant));
        Assert.Equal(
            $"""
            [T] {buyerName}: first
                second, 逗号
            [T] {buyerName}: {recalled}
            [T] {merchantName}: {removed}
            [T] {merchantName}: {file} 报价.txt

            """.ReplaceLineEndings("\n"),
            Times().Replace(text, "[T]")
        );
    }

    [Fact]
    public async Task Transcript_WhenTheConversationIsLong_ShouldHaveEveryMessageInOrder()
    {
        await using var own = await ChatServer.StartAsync();
        var (buyer, _, conversation) = await own.CreatePairAsync();
        await FillAsync(own, conversation, buyer, 450, "'message ' || i");

        var lines = (await ReadAsync(buyer, conversation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Enumerable.Range(1, 450).Select(i => $"message {i}"), lines.Select(line => line.Split(": ")[1]));
    }

    [Fact]
    public async Task Transcript_WhenNothingWasSaid_ShouldBeEmpty()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        Assert.Empty(await ReadAsync(buyer, conversation));
    }

    [Fact]
    public async Task Transcript_WhenAStrangerAsks_ShouldAnswerAsForOneThatDoesNotExist()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "private");
        var stranger = await server.CreatePlatformAsync();

        var foreign = await stranger.GetAsync($"/api/conversations/{conversation}/transcript").ShouldBeProblem("not_found");
        var missing = await stranger.GetAsync("/api/conversations/987654321/transcript").ShouldBeProblem("not_found");

        Assert.Equal(missing.Text("detail"), foreign.Text("detail"));
    }

    [Fact]
    public async Task Transcript_WhenAnAdminAsks_ShouldBeInTheAuditLogEachTime()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "hello");

        await ReadAsync(buyer, conversation);
        await ReadAsync(server.Admin, conversation);
        await ReadAsync(server.Admin, conversation);
        await server.Admin.GetAsync("/api/conversations/987654321/transcript").ShouldBeProblem("not_found");

        var entries = await AuditLogAsync($"target={conversation}&target_type=conversation");
        Assert.Equal(2, entries.Count);
        Assert.All(
            entries,
            entry =>
            {
                Assert.Equal((server.Admin.Id, "list_exported"), (entry.Text("actor_id"), entry.Text("action")));
                Assert.Contains("1 行", entry.Text("detail"), StringComparison.Ordinal);
            }
        );
        // It is found by each whose messages were read.
        foreach (var member in (ChatUser[])[buyer, merchant])
            Assert.Equal(2, (await AuditLogAsync($"target={member.Id}&target_type=user&action=list_exported")).Count);
        Assert.Empty(await AuditLogAsync("target=987654321&target_type=conversation"));
    }

    /// <summary>More than the buffers on the way take is asked for, and not read.</summary>
    [Fact]
    public async Task Transcript_WhenMembersReadNothing_ShouldHoldUpNeitherThemNorTheExportsOfAdmins()
    {
        await using var own = await ChatServer.StartAsync("--Limits:Enabled=true");
        var (buyer, merchant, conversation) = await own.CreatePairAsync();
        await FillAsync(own, conversation, buyer, 20_000, $"'{new string('x', 1000)}'");
        using var gone = new CancellationTokenSource();
        Task<HttpResponseMessage> AskAsync(ChatUser member) =>
            member.Http.GetAsync($"/api/conversations/{conversation}/transcript", HttpCompletionOption.ResponseHeadersRead, gone.Token);

        // They are kept, because a response that nobody keeps gives its connection up.
        var held = new List<HttpResponseMessage>();
        foreach (var member in (ChatUser[])[buyer, buyer, merchant, merchant])
            held.Add(await AskAsync(member));
        // More of them wait, and take no places of other requests.
        var more = Enumerable.Range(0, 4).Select(_ => AskAsync(buyer)).ToList();

        using var export = await own.Admin.Http.GetAsync("/api/users?format=csv").WaitAsync(Deadline);
        Assert.Equal(200, (int)export.StatusCode);
        for (var i = 0; i < 4; i++)
            await buyer.ReadConversationAsync(conversation).WaitAsync(Deadline);

        await gone.CancelAsync();
        foreach (var waiting in more)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.All(held, response => Assert.Equal(200, (int)response.StatusCode));
        held.ForEach(response => response.Dispose());
    }

    /// <summary>The messages take the first ids, so the server is one that has none yet.</summary>
    /// <param name="content">What the message of the number i says, in SQL.</param>
    private static Task FillAsync(ChatServer server, long conversation, ChatUser sender, int count, string content) =>
        server.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
            INSERT INTO messages (id, conversation_id, sequence, revision, sender_id, type, content, digest, created_at)
            SELECT i, {conversation}, i, i, '{sender.Id}', 1, {content}, {TestDatabase.ZeroBytes(16)}, i FROM n;
            UPDATE conversations SET last_sequence = {count}, revision = {count} WHERE id = {conversation};
            """
        );

    private async Task<List<System.Text.Json.JsonElement>> AuditLogAsync(string filter) =>
        (await server.Admin.GetAsync($"/api/admin/audit-log?{filter}").ShouldBe(200)).Results();

    private static async Task<string> NameOfAsync(ChatUser user) => (await user.GetAsync("/api/auth/me").ShouldBe(200)).Text("username");

    private static async Task<string> ReadAsync(ChatUser user, long conversation, string language = "zh-CN")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/conversations/{conversation}/transcript");
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await user.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Matches($"^conversation-{conversation}-[0-9]{{8}}-[0-9]{{6}}\\.txt$", disposition.FileName);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        return Encoding.UTF8.GetString(bytes[3..]);
    }

    [GeneratedRegex(@"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\]")]
    private static partial Regex Times();
}
