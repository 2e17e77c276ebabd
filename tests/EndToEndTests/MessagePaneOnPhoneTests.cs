using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class MessagePaneOnPhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    protected override BrowserNewContextOptions Options =>
        new()
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            HasTouch = true,
            IsMobile = true,
        };

    [ChromiumFact]
    public async Task Message_WhenAFingerRests_ShouldOfferItsMenuAsASheet()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(buyer, merchant);
        await window.SendAsync("明天能到吗");
        await Expect(window.Message("明天能到吗")).ToHaveAttributeAsync("data-status", "sent");

        await window.PressLongAsync(window.Message("明天能到吗"));
        var sheet = window.Page.GetByRole(AriaRole.Dialog);
        foreach (var name in (string[])["回复", "复制", "撤回"])
        {
            var box = await sheet.GetByRole(AriaRole.Button, new() { Name = name }).BoundingBoxAsync();
            Assert.True(box!.Height >= 44 && box.Y + box.Height <= 844);
        }

        await sheet.GetByRole(AriaRole.Button, new() { Name = "回复" }).TapAsync();
        await Expect(sheet).ToHaveCountAsync(0);
        await window.SendAsync("请看上面");
        await Expect(window.Message("请看上面")).ToContainTextAsync("明天能到吗");
        await Expect(window.Message("请看上面")).ToHaveAttributeAsync("data-status", "sent");

        await window.PressLongAsync(window.Message("请看上面"));
        await sheet.GetByRole(AriaRole.Button, new() { Name = "撤回" }).TapAsync();
        await Expect(window.Messages.Last).ToContainTextAsync("你撤回了一条消息");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "重新编辑" }).TapAsync();
        await Expect(window.Composer).ToHaveValueAsync("请看上面");
    }

    [ChromiumFact]
    public async Task MessageList_WhenReadOnPhone_ShouldLoadOlderSearchAndReturn()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(merchant, conversation, "开头的暗号");
        for (var i = 2; i <= 130; i++)
            await Server.SayAsync(merchant, conversation, $"第 {i} 条");
        await Server.ReadAsync(buyer, conversation, 130);
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Messages.Last).ToBeInViewportAsync();

        await window.Page.GetByTestId("search-toggle").TapAsync();
        await window.Page.GetByTestId("search-field").FillAsync("暗号");
        await Expect(window.Page.Locator("[data-sequence='1'] mark")).ToBeInViewportAsync();
        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "关闭搜索" }).TapAsync();

        await Server.SayAsync(merchant, conversation, "刚到的");
        await Expect(window.JumpToEnd).ToHaveTextAsync("1 条新消息");
        Assert.True((await window.JumpToEnd.BoundingBoxAsync())!.Height >= 44);
        await window.JumpToEnd.TapAsync();
        await Expect(window.Message("刚到的")).ToBeInViewportAsync();
        await Expect(window.JumpToEnd).ToBeHiddenAsync();
    }
}
