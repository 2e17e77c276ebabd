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
            await server.Admin.PutAsync($"/api/users/{user.Id}", new { username = user.Id, role = "buyer", description }).ShouldBe(200);
        var path = $"/api/admin/audit-log?target={user.Id}&action=user_updated";
        var times = (await server.Admin.GetAsync(path).ShouldBe(200)).Results().Select(e => e.Text("created_at")).ToList();
        Assert.Equal(2, times.Count);

        Assert.Equal([times[0]], await TimesAsync($"{path}&from={times[0]}"));
        Assert.Equal([times[1]], await TimesAsync($"{path}&to={times[0]}"));
        Assert.Equal([times[1]], await TimesAsync($"{path}&from={times[1]}&to={times[0]}"));
        Assert.Equal(times, await TimesAsync($"{path}&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z"));
        Assert.Empty(await TimesAsync($"{path}&from=9999-12-31T23:59:59Z"));
    }

    private async Task<List<string>> TimesAsync(string path) =>
        [.. (await server.Admin.GetAsync(path).ShouldBe(200)).Results().Select(e => e.Text("created_at"))];
}
