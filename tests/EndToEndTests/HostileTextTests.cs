using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>Messages that were written to freeze whoever reads them are shown, and the page goes on answering.</summary>
public sealed class HostileTextTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int MaxLength = 5_000;

    private static readonly string[] Texts =
    [
        $"http://a/{new string('!', 3_300)}x{new string(')', 1_680)}",
        $"http://a.cn/{new string(')', 4_988)}",
        $"订单\n{new string(' ', 4_990)}",
        Full("http://a.cn "),
        Full("www.я."),
        $"e{new string('\u0301', 4_999)}",
    ];

    private static string Full(string piece) =>
        string.Concat(Enumerable.Repeat(piece, (MaxLength / piece.Length) + 1))[..MaxLength].TrimEnd();

    [ChromiumFact]
    public async Task Messages_WhenMadeToFreezeTheirReader_ShouldBeShownAndAnswered()
    {
        var (buyer, merchant) = await WriteAsync(Texts);
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Messages.Last).ToBeVisibleAsync();
        await window.SendAsync("还在");
        await Expect(window.Message("还在")).ToHaveAttributeAsync("data-status", "sent");
    }

    [FirefoxFact]
    public async Task Messages_WhenMadeToFreezeTheirReader_ShouldBeShownAndAnsweredInFirefoxToo()
    {
        // Many of them, because a faster machine is frozen by each for a few seconds only.
        var (buyer, merchant) = await WriteAsync([
            .. Texts,
            .. Enumerable.Range(0, 12).Select(i => Texts[0].Replace("//a", $"//{(char)('b' + i)}", StringComparison.Ordinal)),
        ]);

        await Firefox.AnswerAsync($"{Server.Url}/chat?user_id={buyer.Id}&target={merchant.Id}", "最后", "还在");
    }

    private async Task<(Person Buyer, Person Merchant)> WriteAsync(IEnumerable<string> texts)
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(merchant, buyer);
        foreach (var text in texts)
            await Server.SayAsync(merchant, conversation, text);
        await Server.SayAsync(merchant, conversation, "最后");
        return (buyer, merchant);
    }
}
