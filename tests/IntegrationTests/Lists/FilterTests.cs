using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Lists;

/// <summary>What a filter does not take is refused by its name, with what it takes; never "no records".</summary>
[Collection(RestTests.Name)]
public sealed class FilterTests(ChatServer server)
{
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
}
