using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class LayoutOnPhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    protected override BrowserNewContextOptions Options =>
        new()
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            HasTouch = true,
            IsMobile = true,
        };

    [ChromiumFact]
    public async Task Sheet_WhenBackIsPressed_ShouldCloseAndThenLeadToTheList()
    {
        var (window, _) = await OpenListAsync();
        await window.Conversation(BuyerName).TapAsync();
        await Expect(window.Composer).ToBeVisibleAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).Last.TapAsync();
        var sheet = window.Page.GetByRole(AriaRole.Dialog);
        await Expect(sheet).ToContainTextAsync("买家");
        // The sheet slides in from below, so its place is read when that is over.
        await sheet.EvaluateAsync("sheet => Promise.all(sheet.getAnimations({ subtree: true }).map((each) => each.finished))");
        var box = (await sheet.BoundingBoxAsync())!;
        Assert.Equal((0, 390, 844), ((int)box.X, (int)box.Width, (int)(box.Y + box.Height)));

        await window.Page.GoBackAsync();
        await Expect(sheet).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeVisibleAsync();
        await window.Page.GoBackAsync();
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
        await Expect(window.Composer).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Sheet_WhenItIsGone_ShouldLeaveNoStepBehind()
    {
        var (window, _) = await OpenListAsync();
        var page = window.Page;
        await window.Conversation(BuyerName).TapAsync();
        await Expect(window.Composer).ToBeVisibleAsync();

        // Closed and left in one instant.
        await OpenSheetAsync(page);
        await page.EvaluateAsync(
            "() => { document.querySelector('dialog [aria-label=关闭]').click(); document.querySelector('[aria-label=返回会话列表]').click(); }"
        );
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
        await Expect(window.Composer).ToHaveCountAsync(0);

        // Come upon again by going forward.
        await window.Conversation(BuyerName).TapAsync();
        await OpenSheetAsync(page);
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.EvaluateAsync("history.forward()");
        await page.WaitForFunctionAsync("() => history.state.surface === undefined");
        await Expect(window.Composer).ToBeVisibleAsync();

        // Open when the page is loaded anew.
        await OpenSheetAsync(page);
        await page.ReloadAsync();
        await Expect(window.Composer).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => history.state.surface === undefined");
        await page.GoBackAsync();
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();

        // What is no dialog and lies over the page all the same.
        var preferences = page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" });
        await preferences.TapAsync();
        await Expect(preferences).ToHaveAttributeAsync("aria-expanded", "true");
        await page.GoBackAsync();
        await Expect(preferences).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Page_WhenThePhoneHasANotchAndABar_ShouldKeepClearOfThem()
    {
        const int Top = 47,
            Bottom = 34;
        var (window, _) = await OpenListAsync();
        var device = await Context.NewCDPSessionAsync(window.Page);
        await device.SendAsync(
            "Emulation.setSafeAreaInsetsOverride",
            new()
            {
                ["insets"] = new
                {
                    top = Top,
                    topMax = Top,
                    bottom = Bottom,
                    bottomMax = Bottom,
                },
            }
        );
        var bar = window.Page.GetByRole(AriaRole.Navigation, new() { Name = "切换页面" }).GetByRole(AriaRole.Button).First;
        await window.Page.WaitForFunctionAsync(
            $"() => document.querySelector('nav[aria-label=切换页面] button').getBoundingClientRect().bottom <= innerHeight - {Bottom}"
        );
        Assert.True((await window.Page.Locator("header").First.BoundingBoxAsync())!.Y >= Top);

        // On its side it has no bar of pages, and the composer is what stands lowest.
        await window.Conversation(BuyerName).TapAsync();
        await window.Page.SetViewportSizeAsync(844, 390);
        await Expect(bar).ToBeHiddenAsync();
        var send = (await window.Page.GetByTestId("send").BoundingBoxAsync())!;
        Assert.True(send.Y + send.Height <= 390 - Bottom);
    }

    [ChromiumFact]
    public async Task BottomBar_WhenTapped_ShouldSwitchBetweenListAndLastConversation()
    {
        var (window, _) = await OpenListAsync();
        var bar = window.Page.GetByRole(AriaRole.Navigation, new() { Name = "切换页面" });

        await bar.GetByText("聊天").TapAsync();
        await Expect(window.Composer).ToBeVisibleAsync();
        await bar.GetByText("会话").TapAsync();
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
        await Expect(window.Composer).ToHaveCountAsync(0);

        // Reloaded in a conversation it is still that one, and back is still the list.
        await bar.GetByText("聊天").TapAsync();
        await Expect(window.Composer).ToBeVisibleAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Composer).ToBeVisibleAsync();
        await window.Page.GoBackAsync();
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task List_WhenRowIsHeld_ShouldOfferWhatPointersFindByHovering()
    {
        var (window, _) = await OpenListAsync();
        var row = (await window.Conversation(BuyerName).BoundingBoxAsync())!;
        var finger = await Context.NewCDPSessionAsync(window.Page);
        var at = new[] { new { x = row.X + 100, y = row.Y + 30 } };

        await finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchStart", ["touchPoints"] = at });
        await Expect(window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "置顶" })).ToBeVisibleAsync();
        await finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "置顶" }).TapAsync();

        await Expect(window.Conversation(BuyerName).GetByLabel("已置顶")).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(window.Composer).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task ChatPage_WhenOnPhone_ShouldHaveTargetsForThumbsAndTextThatIsNotZoomed()
    {
        var (window, merchant) = await OpenListAsync();
        await Server.AddQuickReplyAsync(merchant, "好的");
        await AssertTargetsAsync(window);
        Assert.Equal(
            "16px",
            await window.Page.GetByRole(AriaRole.Searchbox).EvaluateAsync<string>("field => getComputedStyle(field).fontSize")
        );

        await window.Conversation(BuyerName).TapAsync();
        await Expect(window.Composer).ToBeVisibleAsync();
        await AssertTargetsAsync(window);
        Assert.Equal("16px", await window.Composer.EvaluateAsync<string>("field => getComputedStyle(field).fontSize"));

        await window.Composer.FillAsync("/");
        await Expect(window.Page.GetByRole(AriaRole.Option)).ToBeVisibleAsync();
        await AssertTargetsAsync(window);
        await window.Composer.FillAsync("");
        await window.OpenPanelTabAsync("快捷消息");
        await Expect(window.Page.GetByTestId("quick-reply")).ToBeVisibleAsync();
        await AssertTargetsAsync(window);
        await window.Page.GoBackAsync();

        // A tablet is for fingers too.
        await window.Page.SetViewportSizeAsync(820, 1180);
        await AssertTargetsAsync(window);
        await window.Page.SetViewportSizeAsync(390, 844);

        // A keyboard takes half of the page; where one writes stays in view.
        await window.Page.SetViewportSizeAsync(390, 420);
        await Expect(window.Composer).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(window.MessageList).ToBeInViewportAsync();
    }

    private static async Task AssertTargetsAsync(ChatWindow window)
    {
        var small = await window.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, input, a[href]:not(.skip), [role=switch], [role=option]')].filter(target => !target.closest('main') || !document.querySelector('dialog[open]'))
              .map(target => ({ target, box: target.getBoundingClientRect() }))
              .filter(({ target, box }) => box.width > 0 && box.height > 0 && target.checkVisibility({ visibilityProperty: true }) && Math.min(box.width, box.height) < 43.5)
              .map(({ target, box }) => `${target.outerHTML.slice(0, 120)} ${box.width} x ${box.height}`)
            """
        );
        Assert.Empty(small);
    }

    private static async Task OpenSheetAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    private async Task<(ChatWindow Window, Person Merchant)> OpenListAsync()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "在吗");
        var window = await OpenChatAsync(merchant);
        await Expect(window.Conversation(BuyerName)).ToBeVisibleAsync();
        return (window, merchant);
    }
}
