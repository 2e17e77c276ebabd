using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class MessageAlertTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>
    /// Headless browsers show no notifications and have no ears: both are written down instead, and permission is asked for.
    /// </summary>
    private const string Recorder = """
        window.shown = [];
        window.notes = 0;
        window.asked = 0;
        window.takenAway = 0;
        window.flashing = new Set();
        const [begin, end] = [window.setInterval, window.clearInterval];
        window.setInterval = (work, pause) => {
          const timer = begin(work, pause);
          if (pause === 1000) flashing.add(timer);
          return timer;
        };
        window.clearInterval = (timer) => {
          flashing.delete(timer);
          end(timer);
        };
        window.Notification = class {
          static get permission() { return localStorage.getItem('test.permission') ?? 'default'; }
          static async requestPermission() { window.asked++; localStorage.setItem('test.permission', 'granted'); return 'granted'; }
          constructor(title, { body, tag }) { window.shown.push(`${title}: ${body}`); window.latest = this; }
          close() { window.takenAway++; }
        };
        OscillatorNode.prototype.start = function () { window.notes++; };
        OscillatorNode.prototype.stop = function () { };
        """;

    private Person? _merchant;

    [ChromiumFact]
    public async Task Message_WhenPageIsOutOfView_ShouldAskOnceThenNotifyAndOpenByClick()
    {
        var (window, buyer, conversation) = await OpenAsync();
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("asked"));

        await SetVisibleAsync(window, false);
        await Server.SayAsync(buyer, conversation, "在吗");
        await Expect(window.Page).ToHaveTitleAsync($"(1) {BuyerName}发来新消息");
        Assert.Empty(await window.Page.EvaluateAsync<string[]>("shown"));
        await SetVisibleAsync(window, true);
        await Expect(window.Page).ToHaveTitleAsync("(1) LiveChat 在线客服");
        await window.Page.GetByTestId("alert-prompt").GetByRole(AriaRole.Button, new() { Name = "开启通知" }).ClickAsync();
        await Expect(window.Page.GetByTestId("alert-prompt")).ToHaveCountAsync(0);
        Assert.Equal(1, await window.Page.EvaluateAsync<int>("asked"));

        await SetVisibleAsync(window, false);
        await Server.SayAsync(buyer, conversation, "请问有货吗");
        await window.Page.WaitForFunctionAsync("() => shown.length === 1");
        Assert.Equal([$"{BuyerName}: 请问有货吗"], await window.Page.EvaluateAsync<string[]>("shown"));
        await window.Page.EvaluateAsync("latest.onclick()");
        await SetVisibleAsync(window, true);
        await Expect(window.Message("请问有货吗")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Message_WhenConversationIsMutedOrRead_ShouldBeQuiet()
    {
        var (window, buyer, conversation) = await OpenAsync();
        var other = await Server.CreatePersonAsync("buyer", "异世界药局");
        var loud = await Server.StartConversationAsync(other, await MerchantAsync());
        await window.Page.EvaluateAsync("localStorage.setItem('test.permission', 'granted')");
        await window.Page.ReloadAsync();
        await window.Conversation(BuyerName).ClickAsync(new() { Button = MouseButton.Right });
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "免打扰" }).ClickAsync();
        await Expect(window.Conversation(BuyerName).GetByLabel("已免打扰")).ToBeVisibleAsync();
        await SetVisibleAsync(window, false);

        await Server.SayAsync(buyer, conversation, "悄悄话");
        await Expect(window.Conversation(BuyerName)).ToContainTextAsync("悄悄话");
        await Server.SayAsync(other, loud, "在吗");

        // When the second is heard, the first would have been.
        await window.Page.WaitForFunctionAsync("() => shown.length === 1");
        Assert.Equal(["异世界药局: 在吗"], await window.Page.EvaluateAsync<string[]>("shown"));
        Assert.Equal(2, await window.Page.EvaluateAsync<int>("notes"));
    }

    [ChromiumFact]
    public async Task Message_WhenTwoTabsAreOpen_ShouldRingInTheLastOneUsedAndNotWhileItIsRead()
    {
        var (first, buyer, conversation) = await OpenAsync();
        var second = await OpenChatAsync(await MerchantAsync());
        await Expect(second.Conversation(BuyerName)).ToBeVisibleAsync();
        foreach (var window in (ChatWindow[])[first, second])
        {
            await window.Page.GetByRole(AriaRole.Heading, new() { Name = "会话", Exact = true }).ClickAsync();
            await window.Page.WaitForFunctionAsync(
                "async () => (await navigator.locks.query()).held.some(lock => lock.name.endsWith('voice'))"
            );
        }

        await Server.SayAsync(buyer, conversation, "在吗");
        await second.Page.WaitForFunctionAsync("() => notes === 2");
        await Expect(first.Conversation(BuyerName)).ToContainTextAsync("在吗");
        Assert.Equal(0, await first.Page.EvaluateAsync<int>("notes"));

        // The first tab reads it: nobody needs to be called.
        await first.Conversation(BuyerName).ClickAsync();
        await Expect(first.Message("在吗")).ToBeVisibleAsync();
        await Server.SayAsync(buyer, conversation, "还在吗");
        await Expect(first.Message("还在吗")).ToBeVisibleAsync();
        await Expect(second.Conversation(BuyerName)).ToContainTextAsync("还在吗");
        Assert.Equal((0, 2), (await first.Page.EvaluateAsync<int>("notes"), await second.Page.EvaluateAsync<int>("notes")));
    }

    [ChromiumFact]
    public async Task Settings_WhenSoundIsOff_ShouldStaySilentAfterReload()
    {
        var (window, buyer, conversation) = await OpenAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "设置" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Switch, new() { Name = "提示音" }).UncheckAsync();
        await window.Page.ReloadAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "设置" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Switch, new() { Name = "提示音" })).Not.ToBeCheckedAsync();

        await window.Page.GetByRole(AriaRole.Switch, new() { Name = "桌面通知" }).CheckAsync();
        await SetVisibleAsync(window, false);
        await Server.SayAsync(buyer, conversation, "在吗");
        await window.Page.WaitForFunctionAsync("() => shown.length === 1");
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("notes"));
    }

    [ChromiumFact]
    public async Task Message_WhenWindowIsInViewButNotInUse_ShouldRingAndNotifyWhateverTabsAreVisible()
    {
        var (window, buyer, conversation) = await OpenAsync();
        var second = await OpenChatAsync(await MerchantAsync());
        await Expect(second.Conversation(BuyerName)).ToBeVisibleAsync();
        await second.Page.EvaluateAsync("localStorage.setItem('test.permission', 'granted')");
        foreach (var tab in (ChatWindow[])[window, second])
            await tab.Page.ReloadAsync();
        await second.Conversation(BuyerName).ClickAsync();
        await Expect(second.Composer).ToBeVisibleAsync();
        await second.Page.WaitForFunctionAsync(
            "async () => (await navigator.locks.query()).held.some(lock => lock.name.endsWith('voice'))"
        );

        // Both stand on the screen, and another program is in front.
        foreach (var tab in (ChatWindow[])[window, second])
            await SetFocusedAsync(tab, false);
        await Server.SayAsync(buyer, conversation, "在吗");
        await Expect(second.Message("在吗")).ToBeVisibleAsync();
        await second.Page.WaitForFunctionAsync("() => shown.length === 1 && notes === 2");
        Assert.Empty(await window.Page.EvaluateAsync<string[]>("shown"));
        Assert.Equal(1, await Server.CountUnreadAsync(await MerchantAsync(), conversation));

        await SetFocusedAsync(second, true);
        await second.Page.WaitForFunctionAsync("() => takenAway === 1");
        await Expect(second.UnreadBadges).ToHaveCountAsync(0);
        await Expect(second.Page).ToHaveTitleAsync("LiveChat 在线客服");
    }

    [ChromiumFact]
    public async Task Notice_WhenItsMessageIsRecalledOrReadElsewhere_ShouldGoAwayAndTheTitleBeCalm()
    {
        var (window, buyer, conversation) = await OpenAsync();
        await window.Page.EvaluateAsync("localStorage.setItem('test.permission', 'granted')");
        await window.Page.ReloadAsync();
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
        await SetVisibleAsync(window, false);

        var regretted = await Server.SayAsync(buyer, conversation, "说错了");
        await window.Page.WaitForFunctionAsync("() => shown.length === 1");
        await Expect(window.Page).ToHaveTitleAsync($"(1) {BuyerName}发来新消息");
        await Server.RecallAsync(buyer, regretted);
        await window.Page.WaitForFunctionAsync("() => takenAway === 1");
        await Expect(window.Page).ToHaveTitleAsync("LiveChat 在线客服");

        await Server.SayAsync(buyer, conversation, "在吗");
        await window.Page.WaitForFunctionAsync("() => shown.length === 2");
        await Expect(window.Page).ToHaveTitleAsync($"(1) {BuyerName}发来新消息");
        await Server.ReadAsync(await MerchantAsync(), conversation, 2);
        await window.Page.WaitForFunctionAsync("() => takenAway === 2");
        await Expect(window.Page).ToHaveTitleAsync("LiveChat 在线客服");
        await window.Page.WaitForFunctionAsync("() => flashing.size === 0");
    }

    private static async Task SetFocusedAsync(ChatWindow window, bool isFocused) =>
        await window.Page.EvaluateAsync(
            """
            is => {
              document.hasFocus = () => is;
              window.dispatchEvent(new Event(is ? 'focus' : 'blur'));
            }
            """,
            isFocused
        );

    private async Task<Person> MerchantAsync() => _merchant ??= await Server.CreatePersonAsync("merchant", MerchantName);

    private async Task<(ChatWindow Window, Person Buyer, long Conversation)> OpenAsync()
    {
        await Context.AddInitScriptAsync(Recorder);
        var merchant = await MerchantAsync();
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        var window = await OpenChatAsync(merchant);
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
        return (window, buyer, conversation);
    }

    private static async Task SetVisibleAsync(ChatWindow window, bool isVisible) =>
        await window.Page.EvaluateAsync(
            """
            state => {
              Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """,
            isVisible ? "visible" : "hidden"
        );
}
