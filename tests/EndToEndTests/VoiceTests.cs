using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class VoiceOnDesktopTests(BrowserFixture fixture) : VoiceTests(fixture);

public sealed class VoiceOnPhoneTests(BrowserFixture fixture) : VoiceTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>Voice messages: recorded, called off, played.</summary>
public abstract class VoiceTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Voice_WhenTheButtonIsHeld_ShouldBeSentAndPlayed()
    {
        var (buyer, merchant) = await CreatePairAsync();
        await Context.GrantPermissionsAsync(["microphone"]);
        var window = await OpenChatAsync(buyer, merchant);
        var merchantWindow = await OpenChatAsync(merchant);
        await merchantWindow.Conversation(BuyerName).ClickAsync();
        var record = window.Page.GetByTestId("record");

        await record.HoverAsync();
        await window.Page.Mouse.DownAsync();
        await Expect(window.Page.GetByText("0:01")).ToBeVisibleAsync();
        await window.Page.Mouse.UpAsync();

        var voice = merchantWindow.Messages.GetByTestId("voice");
        await Expect(voice).ToHaveCountAsync(1);
        await voice.ClickAsync();
        await Expect(voice).ToHaveAttributeAsync("data-playing", "true");
        await Expect(window.Conversations.First).ToContainTextAsync("[语音]");
    }

    [ChromiumFact]
    public async Task Voice_WhenTheBrowserRecordsMpeg4_ShouldBeSentAndPlayed()
    {
        var (buyer, merchant) = await CreatePairAsync();
        await Context.GrantPermissionsAsync(["microphone"]);
        // As in Safari, which makes nothing else.
        await Context.AddInitScriptAsync("MediaRecorder.isTypeSupported = (type) => type.startsWith('audio/mp4')");
        var window = await OpenChatAsync(buyer, merchant);
        var merchantWindow = await OpenChatAsync(merchant);
        await merchantWindow.Conversation(BuyerName).ClickAsync();

        await window.Page.GetByTestId("record").HoverAsync();
        await window.Page.Mouse.DownAsync();
        await Expect(window.Page.GetByText("0:01")).ToBeVisibleAsync();
        var sending = window.Page.RunAndWaitForResponseAsync(
            () => window.Page.Mouse.UpAsync(),
            response => response.Url.EndsWith("/api/uploads", StringComparison.Ordinal)
        );

        var attachment = (await (await sending).JsonAsync())!.Value;
        Assert.Equal("audio/mp4", attachment.GetProperty("content_type").GetString());
        Assert.EndsWith(".m4a", attachment.GetProperty("name").GetString(), StringComparison.Ordinal);
        var voice = merchantWindow.Messages.GetByTestId("voice");
        await Expect(voice).ToHaveCountAsync(1);
        await voice.ClickAsync();
        await Expect(voice).ToHaveAttributeAsync("data-playing", "true");
    }

    [ChromiumFact]
    public async Task Voice_WhenATelephonesFile_ShouldBePlayed()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        foreach (var content in (byte[][])[SampleFiles.M4a(), SampleFiles.M4aInFragments()])
            await Server.SendFileAsync(buyer, conversation, "voice", "voice.m4a", content);
        var window = await OpenChatAsync(merchant, buyer);
        await Expect(window.Messages).ToHaveCountAsync(2);
        await Expect(window.Messages.First).ToContainTextAsync("voice.m4a");

        var durations = await window.Page.EvaluateAsync<double[]>(
            """
            (urls) => Promise.all(urls.map((url) => new Promise((resolve, reject) => {
                const audio = new Audio(url);
                audio.onended = () => resolve(audio.currentTime);
                audio.onerror = () => reject(audio.error);
                audio.muted = true;
                void audio.play();
            })))
            """,
            await window.Messages.Locator("audio").EvaluateAllAsync<string[]>("(all) => all.map((audio) => audio.src)")
        );

        Assert.All(durations, seconds => Assert.InRange(seconds, 0.2, 0.5));
    }

    [ChromiumFact]
    public async Task Voice_WhenItDoesNotArrive_ShouldWaitUnderItsDurationAndGoOutAfterARetry()
    {
        MayFailRequests = true;
        var (window, other) = await OpenPairAsync();
        await window.Page.RouteAsync("**/api/uploads", route => route.AbortAsync(), new() { Times = 1 });
        await window.Page.GetByTestId("record").HoverAsync();
        await window.Page.Mouse.DownAsync();
        await Expect(window.Page.GetByText("0:01")).ToBeVisibleAsync();
        await window.Page.Mouse.UpAsync();

        await Expect(window.Page.Locator("[data-testid=upload][data-state=failed]")).ToContainTextAsync("语音 0:0");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "重试上传 语音" }).ClickAsync();

        await Expect(other.Messages.GetByTestId("voice")).ToHaveCountAsync(1);
        await Expect(window.Page.GetByTestId("upload")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Voice_WhenSlidAwayFrom_ShouldBeForgotten()
    {
        var (window, other) = await OpenPairAsync();
        var box = (await window.Page.GetByTestId("record").BoundingBoxAsync())!;
        await window.Page.GetByTestId("record").HoverAsync();
        await window.Page.Mouse.DownAsync();
        await Expect(window.Page.GetByText("松开发送，移开取消")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("0:01")).ToBeVisibleAsync();

        await window.Page.Mouse.MoveAsync(box.X + 20, box.Y - 200);
        await Expect(window.Page.GetByText("松开取消")).ToBeVisibleAsync();
        await window.Page.Mouse.UpAsync();
        await Expect(window.Page.GetByText("松开取消")).ToHaveCountAsync(0);

        await window.SendAsync("打字吧");
        await Expect(other.Message("打字吧")).ToHaveCountAsync(1);
        await Expect(other.Messages).ToHaveCountAsync(1);
        await Expect(window.Page.GetByTestId("upload")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Voice_WhenRecordedByKeyboard_ShouldBeEndedByButtons()
    {
        var (window, other) = await OpenPairAsync();
        var record = window.Page.GetByTestId("record");

        await record.FocusAsync();
        await record.PressAsync("Enter");
        await Expect(window.Page.GetByText("0:01")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "取消录制" }).PressAsync("Enter");
        await Expect(window.Page.GetByText("0:01")).ToHaveCountAsync(0);

        await record.FocusAsync();
        await record.PressAsync("Enter");
        await Expect(window.Page.GetByText("0:01")).ToBeVisibleAsync();
        await record.PressAsync("Escape");
        await Expect(window.Page.GetByText("0:01")).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeVisibleAsync();

        await record.FocusAsync();
        await record.PressAsync("Enter");
        await Expect(window.Page.GetByText("0:01")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "发送语音" }).PressAsync("Enter");
        await Expect(other.Messages.GetByTestId("voice")).ToHaveCountAsync(1);
        await Expect(other.Messages).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task Voice_WhenTheMicrophoneIsRefused_ShouldSayHowToAllowIt()
    {
        // The browser of the tests grants every microphone by itself; this is how one refuses.
        await Context.AddInitScriptAsync(
            "if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
        );
        var (window, _) = await OpenPairAsync();
        await window.Page.GetByTestId("record").HoverAsync();
        await window.Page.Mouse.DownAsync();
        await Expect(window.Page.GetByText("无法使用麦克风：请在浏览器的网站设置中允许后重试")).ToBeVisibleAsync();
        await window.Page.Mouse.UpAsync();
        await Expect(window.Page.GetByTestId("upload")).ToHaveCountAsync(0);
    }

    private async Task<(Person Buyer, Person Merchant)> CreatePairAsync() =>
        (await Server.CreatePersonAsync("buyer", BuyerName), await Server.CreatePersonAsync("merchant", MerchantName));

    private async Task<(ChatWindow Window, ChatWindow Other)> OpenPairAsync()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Composer).ToBeVisibleAsync();
        var other = await OpenChatAsync(merchant);
        await other.Conversation(BuyerName).ClickAsync();
        await Expect(other.Composer).ToBeVisibleAsync();
        return (window, other);
    }
}
