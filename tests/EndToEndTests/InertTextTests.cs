using System.Collections.Concurrent;
using System.Text.Json;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>What people write is text, wherever the page shows it: nothing of it runs, loads or becomes an element.</summary>
public sealed class InertTextTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int NamesAtOnce = 15;

    private readonly ConcurrentBag<string> _alarms = [];

    [ChromiumFact]
    public async Task Messages_WhenNaughty_ShouldBeShownAsText()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(merchant, buyer);
        // Several in one message, so that all of them are on the page at once.
        var messages = ReadMarkup().Chunk(12).Select(texts => string.Join('\n', texts)).ToList();
        foreach (var content in messages)
            await Server.SayAsync(merchant, conversation, content);

        var page = await OpenWatchedAsync($"/chat?user_id={buyer.Id}&target={merchant.Id}");

        // The list draws what is near: all of them fit into a page that is tall enough.
        await page.SetViewportSizeAsync(1440, 12_000);
        await Expect(page.GetByTestId("message")).ToHaveCountAsync(messages.Count);
        var shown = (await page.GetByTestId("message").AllTextContentsAsync()).Select(Plain).ToList();
        for (var i = 0; i < messages.Count; i++)
            Assert.Contains(Plain(messages[i]), shown[i], StringComparison.Ordinal);
        await ShouldBeQuietAsync(page);
    }

    [ChromiumFact]
    public async Task NamesAndDescriptions_WhenNaughty_ShouldBeShownAsText()
    {
        var names = ReadMarkup().Where(s => s.TrimEnd().Length is > 0 and <= 50).ToList();
        Assert.True(names.Count > NamesAtOnce);
        foreach (var some in names.Chunk(NamesAtOnce))
        {
            var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
            Person? last = null;
            var shown = new List<string>();
            foreach (var name in some)
            {
                // What could be taken for somebody else, or hides something, is no name.
                if (await Server.TryCreatePersonAsync("merchant", name, description: name) is not { } person)
                    continue;
                last = person;
                shown.Add(name);
                await Server.SayAsync(last, await Server.StartConversationAsync(last, buyer), name);
            }

            Assert.True(shown.Count > some.Length / 2);
            var page = await OpenWatchedAsync($"/chat?user_id={buyer.Id}&target={last!.Id}");
            await Expect(page.GetByTestId("conversation-item").First).ToBeVisibleAsync();
            foreach (var name in shown.Take(5))
                await Expect(page.GetByTestId("conversation-item").Filter(new() { HasText = name.Trim() }).First).ToBeAttachedAsync();
            await Expect(page.GetByTestId("message")).ToHaveCountAsync(1);
            await ShouldBeQuietAsync(page);
            await page.CloseAsync();
        }
    }

    [ChromiumFact]
    public async Task QuickReplies_WhenNaughty_ShouldBeShownAndInsertedAsText()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        foreach (var replies in PackQuickReplies(ReadMarkup()).Chunk(10))
        {
            var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
            foreach (var reply in replies)
                await Server.AddQuickReplyAsync(merchant, reply);

            var page = await OpenWatchedAsync($"/chat?user_id={merchant.Id}&target={buyer.Id}");
            await page.GetByRole(AriaRole.Tab, new() { Name = "快捷消息" }).ClickAsync();
            var shown = page.GetByTestId("quick-reply");
            await Expect(shown).ToHaveCountAsync(replies.Length);
            Assert.Equal(replies.Select(Plain), (await shown.AllTextContentsAsync()).Select(Plain));
            await page.GetByTestId("composer").FillAsync("/");
            var offered = page.GetByTestId("quick-reply-options").GetByRole(AriaRole.Option);
            await Expect(offered).ToHaveCountAsync(replies.Length);
            Assert.Equal(replies.Select(Plain), (await offered.AllTextContentsAsync()).Select(Plain));
            await page.GetByTestId("composer").FillAsync("");
            await shown.Last.ClickAsync();
            await Expect(page.GetByTestId("composer")).ToHaveValueAsync(replies[^1]);
            await ShouldBeQuietAsync(page);
            await page.CloseAsync();
        }
    }

    private async Task<IPage> OpenWatchedAsync(string path)
    {
        var page = await Context.NewPageAsync();
        page.Dialog += (_, dialog) =>
        {
            _alarms.Add($"dialog {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(Server.Url, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
            )
                _alarms.Add($"request {request.Url}");
        };
        page.Popup += (_, popup) => _alarms.Add($"popup {popup.Url}");
        await page.GotoAsync(Server.Url + path);
        return page;
    }

    private async Task ShouldBeQuietAsync(IPage page)
    {
        Assert.StartsWith(Server.Url, page.Url, StringComparison.Ordinal);
        // Elements that no page of ours makes.
        Assert.Equal(
            0,
            await page.EvaluateAsync<int>(
                "document.querySelectorAll('iframe, object, embed, marquee, [onerror], [onload], [onmouseover], [onclick], body script:not([src])').length"
            )
        );
        Assert.Equal(
            0,
            await page.EvaluateAsync<int>("[...document.querySelectorAll('a')].filter((a) => !/^https?:/.test(a.href)).length")
        );
        Assert.Empty(_alarms);
    }

    /// <summary>The strings of the Big List of Naughty Strings that mean something to a browser or to what draws pages.</summary>
    private static List<string> ReadMarkup() =>
        [
            .. JsonSerializer
                .Deserialize<List<string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "naughty-strings.json")))!
                .Where(s =>
                    s.TrimEnd().Length > 0
                    && (
                        s.IndexOfAny(['<', '>', '{', '&', '`', '$', '%']) >= 0
                        || s.Contains("javascript", StringComparison.OrdinalIgnoreCase)
                        || s.Contains("alert", StringComparison.OrdinalIgnoreCase)
                    )
                ),
        ];

    /// <summary>As many in one as it may hold, since nobody has more than ten.</summary>
    private static List<string> PackQuickReplies(IEnumerable<string> texts)
    {
        const int MaxLength = 200;
        var packed = new List<string> { "" };
        foreach (var text in texts.Select(t => t.Trim()).Where(t => t.Length <= MaxLength))
        {
            if (packed[^1].Length + 1 + text.Length > MaxLength)
                packed.Add("");
            packed[^1] = packed[^1].Length == 0 ? text : $"{packed[^1]} {text}";
        }

        return packed;
    }

    /// <summary>White space apart, which the page's own elements bring along.</summary>
    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
