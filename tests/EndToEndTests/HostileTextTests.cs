using System.Diagnostics;
using LiveChat.EndToEndTests.Support;
using PuppeteerSharp;

namespace LiveChat.EndToEndTests;

/// <summary>Messages that were written to freeze whoever reads them are shown, and the page goes on answering.</summary>
public sealed class HostileTextTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int MaxLength = 5_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static readonly string[] Texts =
    [
        $"http://a/{new string('!', 3_300)}x{new string(')', 1_680)}",
        $"http://a.cn/{new string(')', 4_988)}",
        $"订单\n{new string(' ', 4_990)}",
        Full("http://a.cn "),
        Full("www.я."),
        $"e{new string('\u0301', 4_999)}",
    ];

    private static string Full(string piece) => string.Concat(Enumerable.Repeat(piece, (MaxLength / piece.Length) + 1))[..MaxLength].TrimEnd();

    [ChromiumFact]
    public async Task Messages_WhenMadeToFreezeTheirReader_ShouldBeShownAndAnswered()
    {
        var (buyer, merchant) = await WriteAsync();
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Messages.Last).ToBeVisibleAsync();
        await window.SendAsync("还在");
        await Expect(window.Message("还在")).ToHaveAttributeAsync("data-status", "sent");
    }

    [FirefoxFact]
    public async Task Messages_WhenReadInFirefox_ShouldBeShownAndAnswered()
    {
        Assert.True(Firefox.MissingReason is null, Firefox.MissingReason);
        var (buyer, merchant) = await WriteAsync();
        await using var browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            Browser = SupportedBrowser.Firefox,
            ExecutablePath = Firefox.ExecutablePath,
            Headless = true,
            Timeout = (int)TimeSpan.FromMinutes(1).TotalMilliseconds,
        });
        var page = await browser.NewPageAsync();
        await page.GoToAsync($"{Server.Url}/chat?user_id={buyer.Id}&target={merchant.Id}", new NavigationOptions { WaitUntil = [WaitUntilNavigation.DOMContentLoaded] });

        await WaitUntilAsync(page, $"document.querySelectorAll('[data-testid=message]').length > 1 && document.querySelector('[data-message-id]')?.closest('[data-testid=message-list]') !== null");
        await page.EvaluateExpressionAsync("document.querySelector('[data-testid=composer]').focus(), document.execCommand('insertText', false, '还在')");
        await page.EvaluateExpressionAsync("document.querySelector('[data-testid=send]').click()");
        await WaitUntilAsync(page, "[...document.querySelectorAll('[data-testid=message][data-status=sent]')].some((one) => one.innerText.includes('还在'))");
    }

    /// <summary>A page that is frozen answers nothing, and the deadline is over.</summary>
    private static async Task WaitUntilAsync(PuppeteerSharp.IPage page, string condition)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Deadline;)
            if (await page.EvaluateExpressionAsync<bool>($"new Promise((done) => requestAnimationFrame(() => done(Boolean({condition}))))").WaitAsync(Deadline))
                return;
        Assert.Fail($"Not within {Deadline.TotalSeconds} s: {condition}");
    }

    private async Task<(Person Buyer, Person Merchant)> WriteAsync()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(merchant, buyer);
        foreach (var text in Texts)
            await Server.SayAsync(merchant, conversation, text);
        await Server.SayAsync(merchant, conversation, "最后");
        return (buyer, merchant);
    }
}
