using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>
/// Takes the pictures of README.md from the running product, so that they can't grow old unnoticed. They go into a temporary
/// folder, or with <c>LIVECHAT_PICTURES=docs/screenshots</c> into that folder of the repository.
/// </summary>
public sealed class ReadmePicturesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int MaxBytes = 200 * 1024;

    private static readonly Person Buyer = new("b1", "保安堂药房");
    private static readonly Person SecondBuyer = new("b2", "异世界药局");
    private static readonly Person Merchant = new("m1", "保和堂医药集团");
    private static readonly Person SecondMerchant = new("m2", "阿纳斯蒂制药");
    private static readonly Person Support = new("p1", "官方客服");

    private static string? Asked => Environment.GetEnvironmentVariable("LIVECHAT_PICTURES") is { Length: > 0 } asked ? asked : null;

    protected override BrowserNewContextOptions Options =>
        new()
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        };

    [ChromiumFact]
    public async Task ReadmePictures_WhenTaken_ShouldShowTheProductInSmallFiles()
    {
        var directory = FindDirectory();
        // Its own server is gone before the page is.
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        await TellStoryAsync(server);

        var merchant = await OpenChatAsync(server, Merchant, Buyer);
        await Expect(merchant.Messages.Last).ToBeInViewportAsync();
        var support = await OpenChatAsync(server, Support);
        var buyer = await OpenChatAsync(server, Buyer, Merchant);
        await Expect(buyer.Presence).ToHaveTextAsync("在线");
        await Expect(buyer.Message("请随箱附上")).ToHaveAttributeAsync("data-status", "read");
        await merchant.Composer.PressSequentiallyAsync("好");
        await Expect(buyer.Typing).ToBeVisibleAsync();
        await TakeAsync(buyer, directory, "chat-desktop");

        await using var phone = await Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 390, Height = 844 },
                HasTouch = true,
                IsMobile = true,
                Locale = "zh-CN",
            }
        );
        var phoneWindow = new ChatWindow(await phone.NewPageAsync());
        await phoneWindow.Page.GotoAsync($"{server.Url}/chat?user_id={Merchant.Id}&target={Buyer.Id}");
        await Expect(phoneWindow.Messages.Last).ToBeInViewportAsync();
        await Expect(phoneWindow.Presence).ToHaveTextAsync("在线");
        await TakeAsync(phoneWindow, directory, "chat-mobile");

        var console = new ChatWindow(await Context.NewPageAsync());
        await console.Page.GotoAsync($"{server.Url}/login");
        await console.Page.GetByLabel("用户名").FillAsync("admin");
        await console.Page.GetByLabel("密码").FillAsync(server.AdminPassword);
        await console.Page.GetByLabel("密码").PressAsync("Enter");
        await console.Conversations.Filter(new() { HasText = Buyer.Username }).Filter(new() { HasText = Merchant.Username }).ClickAsync();
        await Expect(console.Messages.Last).ToBeInViewportAsync();
        await Expect(console.Page.GetByText("每分钟消息")).ToBeVisibleAsync();
        await TakeAsync(console, directory, "admin");
        await console.Page.GotoAsync($"{server.Url}/admin/users/{Merchant.Id}");
        await Expect(console.Page.GetByTestId("user-session").First).ToBeVisibleAsync();
        await TakeAsync(console, directory, "admin-users");
        if (Asked is null)
            Directory.Delete(directory, recursive: true);
    }

    private static async Task TellStoryAsync(LiveServer server)
    {
        var delivery = await server.StartConversationAsync(Buyer, Merchant);
        await server.SayAsync(Buyer, delivery, "您好，上周订的连花清瘟胶囊（批号 20251018）发货了吗？");
        await server.SayAsync(Merchant, delivery, "您好，欢迎咨询！我帮您查一下。");
        var promise = await server.SayAsync(Merchant, delivery, "今天下午出库，走顺丰冷链，预计明天中午送到。");
        await server.SayAsync(Buyer, delivery, "太好了，药店这边只剩十盒。");
        await server.SayAsync(Buyer, delivery, "请随箱附上随货同行单和检验报告。", promise);
        await server.SayAsync(Merchant, delivery, "没问题，会一起放进箱子：\n1. 随货同行单\n2. 检验报告\n3. 增值税发票");
        await server.ReadAsync(Buyer, delivery, 6);
        await server.ReadAsync(Merchant, delivery, 6);

        var urgent = await server.StartConversationAsync(SecondBuyer, Merchant);
        await server.SayAsync(SecondBuyer, urgent, "在吗？布洛芬混悬液还有现货吗，急用");
        var complaint = await server.StartConversationAsync(Buyer, Support);
        await server.SayAsync(Support, complaint, "您好，您的售后申请已受理，请保持电话畅通。");
        var offer = await server.StartConversationAsync(Buyer, SecondMerchant);
        await server.SayAsync(Buyer, offer, "阿莫西林胶囊 24 粒装，五百盒什么价？");
        await server.SayAsync(SecondMerchant, offer, "您好，五百盒可以按九折供货。");
        await server.SayAsync(SecondMerchant, offer, "需要的话我把报价单发给您。");
        await server.SayAsync(Buyer, delivery, "收到，谢谢！");
        await server.ReadAsync(Merchant, delivery, 7);
    }

    private static async Task TakeAsync(ChatWindow window, string directory, string name)
    {
        var path = Path.Combine(directory, $"{name}.png");
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, Caret = ScreenshotCaret.Hide });
        Assert.InRange(new FileInfo(path).Length, 10_000, MaxBytes);
    }

    private static string FindDirectory()
    {
        if (Asked is null)
            return Directory.CreateTempSubdirectory("livechat-pictures-").FullName;
        return Directory.CreateDirectory(Path.Combine(Repository.Root, Asked)).FullName;
    }
}
