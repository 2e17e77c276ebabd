using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>
/// Tabs of many users who send, read and recall. When it is calm, each must show what the server holds: nothing missing, nothing twice,
/// nothing out of order, every recall, every cursor.
/// </summary>
internal sealed class TabCrowd : IAsyncDisposable
{
    public const string ApiKey = "integration-key-of-the-tests";

    private const int TabsOfEach = 2;

    private readonly IReadOnlyList<Tab> _tabs;

    private TabCrowd(IReadOnlyList<Tab> tabs, Tabs opened) => (_tabs, Opened) = (tabs, opened);

    public Tabs Opened { get; }

    /// <param name="server">Any that has <see cref="ApiKey"/> and demo users.</param>
    /// <param name="origin">Where the tabs connect.</param>
    /// <param name="fillsNoGaps">For the test of the tests: clients that never ask for what they lack.</param>
    /// <param name="hurries">They connect again sooner than a page would.</param>
    public static async Task<TabCrowd> OpenAsync(HttpClient server, Uri origin, int tabCount, bool fillsNoGaps = false, bool hurries = true)
    {
        var tabs = await PrepareAsync(server, tabCount);
        return new TabCrowd(tabs, await Tabs.OpenAsync(origin, tabs, fillsNoGaps, hurries));
    }

    public async Task WaitForReconnectsAsync(int times)
    {
        long count = 0;
        await Eventually.Async(
            async () => (count = await Opened.CountReconnectsAsync()) >= times,
            () => $"{count} of {times} reconnects",
            TimeSpan.FromMinutes(5)
        );
    }

    /// <param name="server">Any of the installation.</param>
    /// <param name="record">What has happened, for the message.</param>
    public async Task ShouldShowAllAsync(HttpClient server, Func<string> record, TimeSpan patience)
    {
        string? lacking = null;
        await Eventually.Async(
            async () =>
            {
                var shown = await Opened.ShowAsync();
                Assert.Empty(shown.List("wrong").Select(w => w.GetString()));
                lacking = await LackingAsync(server, shown.List("clients"));
                return lacking is null;
            },
            () => $"{lacking} After {record()}.",
            patience
        );
    }

    public ValueTask DisposeAsync() => Opened.DisposeAsync();

    /// <summary>Half of them buyers, half merchants; every buyer talks with two merchants.</summary>
    private static async Task<List<Tab>> PrepareAsync(HttpClient server, int tabCount)
    {
        var pairs = tabCount / TabsOfEach / 2;
        var conversations = new Dictionary<string, List<TabConversation>>();
        var tokens = new Dictionary<string, string>();
        foreach (var role in (string[])["buyer", "merchant"])
        {
            foreach (var id in Enumerable.Range(0, pairs).Select(i => $"{role}-{i}"))
            {
                using var ensure = new HttpRequestMessage(HttpMethod.Post, "/api/users/ensure")
                {
                    Content = JsonContent.Create(new { users = new[] { new { id, role } } }),
                };
                ensure.Headers.Add("X-Api-Key", ApiKey);
                await SendAsync(server, ensure);
                tokens[id] = (
                    await SendAsync(
                        server,
                        new HttpRequestMessage(HttpMethod.Post, "/api/auth/demo") { Content = JsonContent.Create(new { user_id = id }) }
                    )
                ).Text("access_token");
                conversations[id] = [];
            }
        }

        for (var i = 0; i < pairs; i++)
        {
            foreach (var merchant in new[] { $"merchant-{i}", $"merchant-{(i + 1) % pairs}" }.Distinct())
            {
                using var start = new HttpRequestMessage(HttpMethod.Post, "/api/conversations")
                {
                    Content = JsonContent.Create(new { target_user_id = merchant }),
                };
                start.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[$"buyer-{i}"]);
                var conversation = new TabConversation((await SendAsync(server, start)).Id(), 0);
                conversations[$"buyer-{i}"].Add(conversation);
                conversations[merchant].Add(conversation);
            }
        }

        return [.. tokens.SelectMany(t => Enumerable.Repeat(new Tab(t.Key, t.Value, conversations[t.Key]), TabsOfEach))];
    }

    /// <returns>The first difference between what a tab shows and what the server holds; null: there is none.</returns>
    private async Task<string?> LackingAsync(HttpClient server, List<JsonElement> shown)
    {
        if (
            shown.FirstOrDefault(s => s.Number("waiting") > 0 || s.Text("state") != "connected") is { ValueKind: JsonValueKind.Object } busy
        )
            return $"{busy.Text("user")} is {busy.Text("state")} and holds {busy.Number("waiting")} unsent, failed: {busy.GetProperty("failed")}.";

        var stored = new Dictionary<long, StoredConversation>();
        foreach (var (tab, view) in _tabs.Zip(shown))
        {
            foreach (var conversation in view.List("conversations"))
            {
                var id = conversation.Id();
                if (!stored.TryGetValue(id, out var truth))
                    stored[id] = truth = await StoredConversation.ReadAsync(server, tab.Token, id);
                if (truth.Difference(conversation) is { } difference)
                    return $"{tab.User} in {id}: {difference}";
            }
        }

        foreach (var group in shown.GroupBy(s => s.Text("user")))
        {
            var (written, kept) = (group.Sum(s => s.Number("written")), stored.Values.Sum(s => s.CountOf(group.Key)));
            if (written != kept)
                return $"{group.Key} wrote {written} messages, and {kept} are stored.";
        }

        return null;
    }

    private static async Task<JsonElement> SendAsync(HttpClient server, HttpRequestMessage request)
    {
        using var response = await server.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <summary>A conversation as the server holds it.</summary>
internal sealed record StoredConversation(
    IReadOnlyList<string> Messages,
    IReadOnlyList<string> Senders,
    IReadOnlyDictionary<string, long> Cursors
)
{
    public static async Task<StoredConversation> ReadAsync(HttpClient server, string token, long id)
    {
        var messages = new List<JsonElement>();
        while (true)
        {
            var page = await GetAsync($"/api/conversations/{id}/messages?after={messages.Count}&limit=200");
            messages.AddRange(page.Results());
            Assert.Equal(Enumerable.Range(1, messages.Count).Select(i => (long)i), messages.Select(m => m.Number("sequence")));
            if (!page.Flag("has_more"))
                break;
        }

        var cursors = (await GetAsync($"/api/conversations/{id}"))
            .List("participants")
            .ToDictionary(p => p.GetProperty("user").Text("id"), p => p.Number("last_read_sequence"));
        return new StoredConversation(
            [
                .. messages.Select(m =>
                    $"{m.Number("sequence")} {m.Text("client_message_id")} {!m.IsNull("recalled_at")} {m.Text("content")}"
                ),
            ],
            [.. messages.Select(m => m.Text("sender_id"))],
            cursors
        );

        async Task<JsonElement> GetAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return await Answer.ReadAsync(await server.SendAsync(request)).ShouldBe(200);
        }
    }

    public int CountOf(string sender) => Senders.Count(s => s == sender);

    /// <param name="shown">From its first message on; earlier ones may not have been asked for.</param>
    public string? Difference(JsonElement shown)
    {
        if (shown.IsNull("messages"))
            return "nothing is open.";
        var messages = shown
            .List("messages")
            .Select(m => $"{m[0].GetInt64()} {m[1].GetString()} {m[3].GetBoolean()} {m[2].GetString()}")
            .ToList();
        var expected = Messages.TakeLast(messages.Count).ToList();
        if (messages.Count == 0 && Messages.Count > 0)
            return "it shows nothing.";
        for (var i = 0; i < messages.Count; i++)
        {
            if (i >= expected.Count || messages[i] != expected[i])
                return $"it shows '{messages[i]}' in place of '{expected.ElementAtOrDefault(i)}'.";
        }

        foreach (var (user, cursor) in Cursors)
        {
            var seen = shown.GetProperty("cursors").TryGetProperty(user, out var known) ? known.GetInt64() : 0;
            if (seen != cursor)
                return $"{user} has read up to {cursor}, and it shows {seen}.";
        }

        return null;
    }
}
