using System.Data.Common;
using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Lists;

[Collection(RestTests.Name)]
public sealed class AuditLogTests(ChatServer server)
{
    [Fact]
    public async Task ListAuditLog_WhenBoundedByTime_ShouldHoldFromTheFirstMomentUpToTheLast()
    {
        var user = await server.CreateBuyerAsync();
        foreach (var description in new[] { "first", "second" })
            await server
                .Admin.PutAsync(
                    $"/api/users/{user.Id}",
                    new
                    {
                        username = user.Id,
                        role = "buyer",
                        description,
                    }
                )
                .ShouldBe(200);
        var path = $"/api/admin/audit-log?target={user.Id}&action=user_updated";
        var times = (await server.Admin.GetAsync(path).ShouldBe(200)).Results().Select(e => e.Text("created_at")).ToList();
        Assert.Equal(2, times.Count);

        Assert.Equal([times[0]], await TimesAsync($"{path}&from={times[0]}"));
        Assert.Equal([times[1]], await TimesAsync($"{path}&to={times[0]}"));
        Assert.Equal([times[1]], await TimesAsync($"{path}&from={times[1]}&to={times[0]}"));
        Assert.Equal(times, await TimesAsync($"{path}&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z"));
        Assert.Empty(await TimesAsync($"{path}&from=9999-12-31T23:59:59Z"));
    }

    [Fact]
    public async Task GetAuditEntry_WhenAskedFor_ShouldBeTheOneOfTheList()
    {
        var user = await server.CreateBuyerAsync();
        var listed = (await server.Admin.GetAsync($"/api/admin/audit-log?target={user.Id}").ShouldBe(200)).Results().First();

        var entry = await server.Admin.GetAsync($"/api/admin/audit-log/{listed.Id()}").ShouldBe(200);
        Assert.Equal(listed.ToString(), entry.ToString());
        await server.Admin.GetAsync("/api/admin/audit-log/9999999999").ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task ListAuditLog_WhenRead_ShouldSayInTheReadersLanguageWhatHappened()
    {
        var id = ChatUser.NewId("told");
        await server
            .Admin.PostAsync(
                "/api/users",
                new
                {
                    id,
                    username = id,
                    role = "buyer",
                    password = "a long password",
                }
            )
            .ShouldBe(201);
        await server
            .Admin.PutAsync(
                $"/api/users/{id}",
                new
                {
                    username = $"{id} 2",
                    role = "merchant",
                    description = "new",
                }
            )
            .ShouldBe(200);
        await LoginAsync($"{id} 2", "not it").ShouldBe(401);
        await LoginAsync($"{id} 2", "a long password").ShouldBe(200);
        var session = (await server.Admin.GetAsync($"/api/users/{id}/sessions").ShouldBe(200)).Results().Single().Id();
        (await server.Admin.Http.DeleteAsync($"/api/users/{id}/sessions/{session}")).EnsureSuccessStatusCode();
        (await server.Admin.Http.PatchAsJsonAsync($"/api/users/{id}/status", new { status = "disabled" })).EnsureSuccessStatusCode();
        await LoginAsync($"{id} 2", "a long password").ShouldBe(401);
        (await server.Admin.Http.DeleteAsync($"/api/users/{id}")).EnsureSuccessStatusCode();

        Assert.Equal(
            [
                $"删除账号“{id} 2”。",
                "账号已停用。",
                "停用账号。",
                "结束来自 127.0.0.1 的登录。",
                "用密码登录。",
                "密码不正确。",
                $"角色由买家改为商家。 名称由“{id}”改为“{id} 2”。 修改了简介。",
                $"新建买家“{id}”。",
            ],
            await DetailsAsync(id, "zh-CN")
        );
        Assert.Equal(
            [
                $"Deleted the account \"{id} 2\".",
                "The account is disabled.",
                "Disabled the account.",
                "Ended the sign-in from 127.0.0.1.",
                "Signed in with the password.",
                "The password was wrong.",
                $"Changed the role from buyer to merchant. Renamed \"{id}\" to \"{id} 2\". Changed the description.",
                $"Made the buyer \"{id}\".",
            ],
            await DetailsAsync(id, "en")
        );
    }

    [Fact]
    public async Task ListAuditLog_WhenAMessageIsTakenDown_ShouldTellWhyAndWhich()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var message = (await buyer.SendAsync(conversation, "what should not be said")).Id();

        (
            await server.Admin.Http.DeleteAsync($"/api/messages/{message}?reason={Uri.EscapeDataString("辱骂 \"商家\"")}")
        ).EnsureSuccessStatusCode();

        Assert.Equal(
            [$"原因：“辱骂 \"商家\"”。 会话 {conversation} 的第 1 条消息，发送者 {buyer.Id}。"],
            await DetailsAsync($"{message}", "zh-CN")
        );
    }

    [Fact]
    public async Task ListAuditLog_WhenAdminsReadMessages_ShouldTellWhatWasAskedAndWhoseWereSeen()
    {
        await using var own = await ChatServer.StartAsync();
        var (buyer, merchant, conversation) = await own.CreatePairAsync();
        var (stranger, _, elsewhere) = await own.CreatePairAsync();
        await buyer.SendAsync(conversation, "the secret word");
        await stranger.SendAsync(elsewhere, "something else");
        async Task<List<string>> ReadAsync(ChatUser about, string action)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/admin/audit-log?target={about.Id}&action={action}");
            request.Headers.AcceptLanguage.ParseAdd("en");
            return
            [
                .. (await Answer.ReadAsync(await own.Admin.Http.SendAsync(request)).ShouldBe(200)).Results().Select(e => e.Text("detail")),
            ];
        }

        await own.Admin.GetAsync("/api/messages?search=secret&type=text&from=2020-01-02T03:04:05Z&to=2099-01-01T00:00:00Z").ShouldBe(200);
        await own
            .Admin.GetAsync("/api/messages?search=secret&type=text&from=2020-01-02T03:04:05Z&to=2099-01-01T00:00:00Z&page=2")
            .ShouldBe(200);
        await own.Admin.GetAsync("/api/messages").ShouldBe(200);
        await own.Admin.GetAsync("/api/messages?sender_id=nobody-of-that-name").ShouldBe(200);
        await own.Admin.GetAsync("/api/messages?conversation_id=987654321").ShouldBe(200);
        await own.Admin.GetAsync($"/api/messages?conversation_id={conversation}&search=else").ShouldBe(200);
        await own.Admin.GetAsync($"/api/conversations/{elsewhere}/messages").ShouldBe(200);

        var all = $"Saw messages of {stranger.Id}, {buyer.Id}.";
        Assert.Equal(
            [
                all,
                $"Of the type text. Looked for \"secret\". From 2020-01-02T03:04:05.000Z. Until 2099-01-01T00:00:00.000Z. Saw messages of {buyer.Id}.",
            ],
            await ReadAsync(buyer, "messages_listed")
        );
        Assert.Equal([all], await ReadAsync(stranger, "messages_listed"));
        Assert.Equal(
            [$"Looked for \"else\". Saw messages of {buyer.Id}, {merchant.Id}."],
            await ReadAsync(merchant, "conversation_opened")
        );
        Assert.Single(await ReadAsync(stranger, "conversation_opened"));
        var log = (await own.Admin.GetAsync("/api/admin/audit-log?page_size=100").ShouldBe(200)).Results();
        Assert.DoesNotContain(log, e => e.GetProperty("target").GetString() is "nobody-of-that-name" or "987654321");
        Assert.Equal(4, log.Count(e => e.Text("action") is "messages_listed" or "conversation_opened"));
    }

    [Fact]
    public async Task ListAuditLog_WhenAdminsListConversations_ShouldTellWhatWasAskedAndWhoseMessagesWereSeen()
    {
        await using var own = await ChatServer.StartAsync();
        var (buyer, merchant, conversation) = await own.CreatePairAsync();
        await buyer.SendAsync(conversation, "the secret word");
        async Task<List<string>> ReadAsync(string filter)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/admin/audit-log?action=conversations_listed{filter}");
            request.Headers.AcceptLanguage.ParseAdd("en");
            return
            [
                .. (await Answer.ReadAsync(await own.Admin.Http.SendAsync(request)).ShouldBe(200)).Results().Select(e => e.Text("detail")),
            ];
        }

        // The live list asks again and again and is recorded once; an export is recorded as an export.
        for (var i = 0; i < 3; i++)
            await own.Admin.GetAsync("/api/conversations?unanswered=true").ShouldBe(200);
        await own.Admin.GetAsync($"/api/conversations?user_id={merchant.Id}").ShouldBe(200);
        await own.Admin.GetAsync($"/api/conversations?search={buyer.Id}&page_size=1").ShouldBe(200);
        await own.Admin.GetAsync("/api/conversations?user_id=nobody-of-that-name").ShouldBe(200);
        (await own.Admin.Http.GetAsync("/api/conversations?format=csv")).EnsureSuccessStatusCode();
        await buyer.GetAsync("/api/conversations").ShouldBe(200);

        var (ofUser, ofWords) = (
            $"Where user is {merchant.Id}. Saw messages of {buyer.Id}.",
            $"Looked for \"{buyer.Id}\". Saw messages of {buyer.Id}."
        );
        Assert.Equal([ofWords, ofUser, "Where unanswered is true."], await ReadAsync(""));
        Assert.Equal([ofWords, ofUser], await ReadAsync($"&target={buyer.Id}&target_type=user"));
        Assert.Equal([ofUser], await ReadAsync($"&target={merchant.Id}&target_type=user"));
    }

    [Theory]
    [InlineData("UPDATE audit_log SET detail = ''")]
    [InlineData("DELETE FROM audit_log")]
    public Task AuditLog_WhenChangedBehindOurBack_ShouldRefuse(string sql) => ShouldRefuseAsync(sql);

    [SqliteFact]
    public Task AuditLog_WhenReplacedBehindOurBack_ShouldRefuse() =>
        ShouldRefuseAsync("REPLACE INTO audit_log SELECT id, actor_id, action, target, '', address, created_at FROM audit_log LIMIT 1");

    private static async Task ShouldRefuseAsync(string sql)
    {
        await using var own = await ChatServer.StartAsync();

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => own.ExecuteSqlAsync(sql));

        Assert.Contains("The audit log only grows.", refused.Message, StringComparison.Ordinal);
    }

    private async Task<Answer> LoginAsync(string username, string password) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username, password }));

    private async Task<List<string>> DetailsAsync(string target, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/admin/audit-log?target={target}");
        request.Headers.AcceptLanguage.ParseAdd(language);
        return
        [
            .. (await Answer.ReadAsync(await server.Admin.Http.SendAsync(request)).ShouldBe(200)).Results().Select(e => e.Text("detail")),
        ];
    }

    private async Task<List<string>> TimesAsync(string path) =>
        [.. (await server.Admin.GetAsync(path).ShouldBe(200)).Results().Select(e => e.Text("created_at"))];
}
