using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Lists;

/// <summary>Each list as a file: the rows of the JSON, in the same order, and no cell that a spreadsheet runs.</summary>
[Collection(RestTests.Name)]
public sealed class ExportTests(ChatServer server)
{
    [Fact]
    public async Task Messages_WhenExported_ShouldHaveEveryRowOfTheListInItsOrder()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        for (var i = 1; i <= 130; i++)
            await buyer.SendAsync(conversation, i % 7 == 0 ? $"line {i}\nand \"more\", 逗号" : $"message {i}");

        var rows = await ExportAsync($"/api/messages?conversation_id={conversation}&sort=created_at&format=csv");

        Assert.Equal(["id", "conversation_id", "sequence", "sender_id", "type", "content"], rows[0].Take(6));
        Assert.Equal(Enumerable.Range(1, 130).Select(n => $"{n}"), rows.Skip(1).Select(r => r[2]));
        Assert.Equal("line 7\nand \"more\", 逗号", rows[7][5]);
        Assert.All(rows, r => Assert.Equal(rows[0].Length, r.Length));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1＋1")]
    [InlineData("＠SUM(A1)")]
    [InlineData("  =1+1")]
    [InlineData("\t=1+1")]
    [InlineData("\u200B=1+1")]
    [InlineData("=HYPERLINK(\"https://evil.example\",\"x\")")]
    public async Task Messages_WhenTextWouldBeAFormula_ShouldBeDefused(string content)
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, content);

        var rows = await ExportAsync($"/api/messages?conversation_id={conversation}&format=csv");

        Assert.Equal($"'{content}", rows[1][5]);
    }

    [Fact]
    public async Task Users_WhenFilteredAndSorted_ShouldBeAsTheListIs()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        foreach (var name in (string[])["c", "a", "b"])
            await server.CreateMerchantAsync($"{mark} {name}");

        var rows = await ExportAsync($"/api/users?search={mark}&sort=-username&format=csv");

        Assert.Equal([$"{mark} c", $"{mark} b", $"{mark} a"], rows.Skip(1).Select(r => r[1]));
    }

    [Theory]
    [InlineData("/api/conversations?user_id={0}&format=csv", "conversations", 1)]
    [InlineData("/api/users/{0}/sessions?format=csv", "sessions", 1)]
    [InlineData("/api/admin/audit-log?target={0}&format=csv", "audit_log", 2)]
    public async Task List_WhenExported_ShouldBeAFileAndInTheAuditLog(string path, string list, int rowsAtLeast)
    {
        var (buyer, _, _) = await server.CreatePairAsync();
        await server
            .Admin.PutAsync(
                $"/api/users/{buyer.Id}",
                new
                {
                    username = buyer.Id,
                    role = "buyer",
                    description = "x",
                }
            )
            .ShouldBe(200);

        var rows = await ExportAsync(string.Format(null, path, buyer.Id));

        Assert.True(rows.Count > rowsAtLeast, $"There are {rows.Count - 1} rows.");
        var entry = (await server.Admin.GetAsync($"/api/admin/audit-log?action=list_exported&page_size=1").ShouldBe(200))
            .Results()
            .Single();
        Assert.Contains($"{rows.Count - 1} 行", entry.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(server.Admin.Id, entry.Text("actor_id"));
        Assert.NotEmpty(list);
    }

    [Fact]
    public async Task Export_WhenAskedByOthersOrForNoFormat_ShouldBeRefused()
    {
        var buyer = await server.CreateBuyerAsync();
        foreach (var path in (string[])["/api/users", "/api/conversations", "/api/messages", "/api/admin/audit-log"])
        {
            await buyer.GetAsync($"{path}?format=csv").ShouldBeProblem("forbidden");
            await server.Admin.GetAsync($"{path}?format=pdf").ShouldBeProblem("validation_failed", "format");
            await server.Admin.GetAsync($"{path}?format=csv&sort=nothing").ShouldBeProblem("validation_failed", "sort");
            await server.Admin.GetAsync($"{path}?format=json").ShouldBe(200);
        }
    }

    [Fact]
    public async Task AuditLog_WhenAskedWhoLookedAtSomebody_ShouldTellOpeningsListingsAndExports()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "something bad");
        var (other, _, otherConversation) = await server.CreatePairAsync();
        await other.SendAsync(otherConversation, "something else");
        await server.Admin.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200);
        await server.Admin.GetAsync($"/api/messages?sender_id={buyer.Id}").ShouldBe(200);
        await ExportAsync($"/api/messages?sender_id={buyer.Id}&format=csv");
        await ExportAsync($"/api/messages?conversation_id={conversation}&format=csv");
        using var taken = await server.Admin.Http.DeleteAsync($"/api/messages/{message.Id()}?reason=spam");

        var ofPerson = await ActionsAsync("user", buyer.Id);
        var ofConversation = await ActionsAsync("conversation", $"{conversation}");
        var ofOther = await ActionsAsync("user", other.Id);

        Assert.Empty(
            ((string[])["sign_in", "conversation_opened", "messages_listed", "list_exported", "message_taken_down"]).Except(ofPerson)
        );
        Assert.Empty(((string[])["conversation_opened", "list_exported", "message_taken_down"]).Except(ofConversation));
        Assert.DoesNotContain("sign_in", ofConversation);
        Assert.DoesNotContain("list_exported", ofOther);
        Assert.DoesNotContain("message_taken_down", ofOther);
    }

    [Theory]
    [InlineData(
        "/api/messages?search=secret&type=text&from=2020-01-02T03:04:05Z&to=2099-01-01T00:00:00Z",
        "List of messages, 1 rows. Of the type text. Looked for \"secret\". From 2020-01-02T03:04:05.000Z. Until 2099-01-01T00:00:00.000Z. Saw messages of {0}."
    )]
    [InlineData("/api/messages?sender_id={0}", "List of messages, 1 rows. Sent by {0}. Saw messages of {0}.")]
    [InlineData("/api/messages?conversation_id={2}", "List of messages, 1 rows. Saw messages of {0}, {1}.")]
    [InlineData(
        "/api/conversations?user_id={0}&search={1}&unread=true",
        "List of conversations, 1 rows. Where user is {0}. Looked for \"{1}\". Where unread is true."
    )]
    [InlineData(
        "/api/users?role=buyer&status=active&search={0}",
        "List of users, 1 rows. Where role is buyer. Where status is active. Looked for \"{0}\"."
    )]
    [InlineData(
        "/api/admin/audit-log?actor={0}&action=sign_in&target={0}&target_type=user&from=2020-01-02T03:04:05Z",
        "Audit log, 1 rows. Where actor is {0}. Where action is sign_in. Where target is {0}. Where type of target is user. From 2020-01-02T03:04:05.000Z."
    )]
    public async Task Export_WhenRecorded_ShouldTellAllThatWasAskedAndWhoseMessagesWereTaken(string path, string told)
    {
        await using var own = await ChatServer.StartAsync();
        var (buyer, merchant, conversation) = await own.CreatePairAsync();
        await buyer.SendAsync(conversation, "the secret word");

        using (var file = await own.Admin.Http.GetAsync($"{string.Format(null, path, buyer.Id, merchant.Id, conversation)}&format=csv"))
            Assert.Equal(200, (int)file.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/admin/audit-log?page_size=100");
        request.Headers.AcceptLanguage.ParseAdd("en");
        var log = (await Answer.ReadAsync(await own.Admin.Http.SendAsync(request)).ShouldBe(200)).Results();
        Assert.Equal(string.Format(null, told, buyer.Id, merchant.Id), log.Single(e => e.Text("action") == "list_exported").Text("detail"));
        // What an export reads to begin with is no reading of its own.
        Assert.DoesNotContain(log, e => e.Text("action") is "messages_listed" or "conversation_opened");
    }

    [Fact]
    public async Task AuditLog_WhenAnExportTookEverybodysMessages_ShouldBeFoundByEachOfThem()
    {
        await using var own = await ChatServer.StartAsync();
        var (buyer, _, conversation) = await own.CreatePairAsync();
        var (other, silent, elsewhere) = await own.CreatePairAsync();
        await buyer.SendAsync(conversation, "one");
        await other.SendAsync(elsewhere, "two");
        using (var file = await own.Admin.Http.GetAsync("/api/messages?format=csv"))
            Assert.Equal(200, (int)file.StatusCode);

        async Task<int> CountAsync(ChatUser about) =>
            (await own.Admin.GetAsync($"/api/admin/audit-log?target={about.Id}&target_type=user&action=list_exported").ShouldBe(200))
                .Results()
                .Count;

        Assert.Equal((1, 1, 0), (await CountAsync(buyer), await CountAsync(other), await CountAsync(silent)));
    }

    private async Task<List<string>> ActionsAsync(string type, string target) =>
        (await server.Admin.GetAsync($"/api/admin/audit-log?target={target}&target_type={type}&page_size=100").ShouldBe(200))
            .Results()
            .ConvertAll(e => e.Text("action"));

    private async Task<List<string[]>> ExportAsync(string path)
    {
        using var response = await server.Admin.Http.GetAsync(path);
        Assert.Equal(
            (200, "text/csv", "utf-8"),
            ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentType.CharSet)
        );
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        return Parse(Encoding.UTF8.GetString(bytes[3..]));
    }

    /// <summary>RFC 4180, read in the plainest way.</summary>
    private static List<string[]> Parse(string text)
    {
        var (rows, row, field, isQuoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (text[i] == '"')
                isQuoted = !isQuoted;
            else if (isQuoted || text[i] is not (',' or '\r' or '\n'))
                field.Append(text[i]);
            else if (text[i] == ',')
                Take();
            else if (text[i] == '\n')
                rows.Add(End());
        }

        return rows;

        void Take()
        {
            row.Add(field.ToString());
            field.Clear();
        }

        string[] End()
        {
            Take();
            string[] done = [.. row];
            row.Clear();
            return done;
        }
    }
}
