using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Lists;

/// <summary>What a filter does not take is refused by its name, with what it takes; never "no records".</summary>
[Collection(RestTests.Name)]
public sealed class FilterTests(ChatServer server)
{
    private const string InsertMessage = """
        INSERT INTO messages (id, conversation_id, sequence, revision, sender_id, type, content, digest, created_at)
        SELECT {1}, 1, {1}, {1}, (SELECT id FROM users WHERE role = 1 LIMIT 1), 1, 'x', {2}, {0}
        """;

    private const string InsertAuditEntry =
        "INSERT INTO audit_log (id, action, target, detail, created_at) SELECT 1000 + {1}, 10, 'x', '', {0}";

    [Theory]
    [InlineData("/api/messages", "to", "from=2025-11-02T00:00:01Z&to=2025-11-02T00:00:00Z", "结束时间不能早于开始时间。")]
    [InlineData("/api/messages", "to", "from=2025-11-02T00:00:00Z&to=2025-11-02T07:59:59%2B08:00", "结束时间不能早于开始时间。")]
    [InlineData("/api/admin/audit-log", "to", "from=2025-11-02T00:00:01Z&to=2025-11-02T00:00:00Z", "结束时间不能早于开始时间。")]
    [InlineData("/api/admin/audit-log", "from", "from=yesterday", "需为带时区的时间，例如 2025-11-02T09:48:53Z。")]
    [InlineData("/api/messages", "to", "to=2025-13-01", "需为带时区的时间，例如 2025-11-02T09:48:53Z。")]
    [InlineData("/api/messages", "conversation_id", "conversation_id=abc", "需为整数。")]
    [InlineData("/api/messages", "page", "page=first", "需为整数。")]
    [InlineData("/api/conversations", "unread", "unread=maybe", "只能是 true 或 false。")]
    [InlineData("/api/admin/audit-log", "actor", "actor=%E5%BC%A0%E4%B8%89", "用户 ID 由")]
    [InlineData("/api/admin/audit-log", "target", "target=a%20b", "用户 ID 由")]
    [InlineData("/api/messages", "sender_id", "sender_id=%E5%BC%A0%E4%B8%89", "用户 ID 由")]
    [InlineData("/api/conversations", "user_id", "user_id=a%20b", "用户 ID 由")]
    public async Task List_WhenAFilterIsMalformed_ShouldSayWhichAndWhatItTakes(string path, string field, string query, string sentence)
    {
        var problem = await server.Admin.GetAsync($"{path}?{query}").ShouldBeProblem("validation_failed", field);
        Assert.StartsWith(sentence, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/messages")]
    [InlineData("/api/admin/audit-log")]
    public async Task List_WhenFromIsTo_ShouldBeEmpty(string path) =>
        Assert.Empty((await server.Admin.GetAsync($"{path}?from=2025-11-02T00:00:00Z&to=2025-11-02T00:00:00Z").ShouldBe(200)).Results());

    /// <summary>
    /// As a clock leaves them that was ahead, or was set back between them: the order of their ids says nothing about time.
    /// </summary>
    [Theory]
    [InlineData("/api/messages?", InsertMessage)]
    [InlineData("/api/messages?type=text&", InsertMessage)]
    [InlineData("/api/admin/audit-log?", InsertAuditEntry)]
    [InlineData("/api/admin/audit-log?action=user_created&", InsertAuditEntry)]
    public async Task List_WhenRowsWereStoredOutOfOrder_ShouldBoundAndOrderThemByTime(string path, string insert)
    {
        await using var own = await ChatServer.StartAsync();
        await own.CreatePairAsync();
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        int[] hours = [5, 9, 1, 7, 3, 8, 2, 6, 4, 0];
        foreach (var (hour, index) in hours.Select((hour, index) => (hour, index)))
            await own.ExecuteSqlAsync(
                string.Format(null, insert, start.AddHours(hour).ToUnixTimeMilliseconds(), index + 1, TestDatabase.ZeroBytes(16))
            );

        async Task<List<int>> HoursAsync(string query) =>
            (await own.Admin.GetAsync(path + query).ShouldBe(200))
                .Results()
                .ConvertAll(r => (int)(r.GetProperty("created_at").GetDateTimeOffset() - start).TotalHours);

        for (var from = 0; from <= 10; from++)
        {
            for (var to = from; to <= 10; to++)
                Assert.Equal(
                    Enumerable.Range(from, to - from).Reverse(),
                    await HoursAsync($"from={start.AddHours(from):yyyy-MM-ddTHH:mm:ssZ}&to={start.AddHours(to):yyyy-MM-ddTHH:mm:ssZ}")
                );
        }

        Assert.Equal(Enumerable.Range(0, 10), await HoursAsync($"to={start.AddHours(10):yyyy-MM-ddTHH:mm:ssZ}&sort=created_at"));
        Assert.Equal(hours, await HoursAsync($"to={start.AddHours(10):yyyy-MM-ddTHH:mm:ssZ}&sort=id"));
    }
}
