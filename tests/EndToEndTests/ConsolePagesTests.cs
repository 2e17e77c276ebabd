using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ConsolePagesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Monitor_WhenThingsHappen_ShouldFollowWithoutAReload()
    {
        var buyer = await Server.CreatePersonAsync("buyer", $"监控买家{Guid.NewGuid():N}"[..20]);
        var merchant = await Server.CreatePersonAsync("merchant", "监控商家");
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        await Expect(console.Page.GetByTestId("online-total")).Not.ToHaveTextAsync("0");
        var before = await console.Page.GetByTestId("message-total").InnerTextAsync();
        await Expect(console.Page.GetByText(new Regex(@"^共 \d+ 个会话$"))).ToBeVisibleAsync();
        var count = await console.Page.GetByText(new Regex(@"^共 \d+ 个会话$")).InnerTextAsync();

        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "在吗？");
        var row = console.Chat.Conversation(buyer.Username);
        await Expect(row).ToContainTextAsync("在吗？");
        await Expect(console.Page.GetByText(new Regex(@"^共 \d+ 个会话$"))).Not.ToHaveTextAsync(count);
        await Expect(row.GetByTestId("unread-badge")).ToHaveTextAsync("商家未读 1");
        await Expect(console.Page.GetByTestId("message-total")).Not.ToHaveTextAsync(before);
        await Expect(console.Page.GetByTestId("minute-chart")).ToBeVisibleAsync();

        // Who comes online is seen as well, and the filters heed it.
        await console.Button("在线").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await OpenChatAsync(merchant);
        await Expect(row).ToHaveCountAsync(1);
        await console.Button("在线").ClickAsync();

        await console.Page.GetByLabel("搜索客户或商家名称").FillAsync(buyer.Username);
        await Expect(console.Chat.Conversations).ToHaveCountAsync(1);
        await Server.ReadAsync(merchant, conversation, 1);
        await Expect(row.GetByTestId("unread-badge")).ToHaveCountAsync(0);
        await row.ClickAsync();
        await Expect(console.Chat.Message("在吗？")).ToBeVisibleAsync();
        await console.Page.ReloadAsync();
        await Expect(console.Chat.Message("在吗？")).ToBeVisibleAsync();
        await Expect(console.Chat.Conversations).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task Monitor_WhenScrolledDown_ShouldHoldWhatOneLooksAt()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var merchant = await Server.CreatePersonAsync("merchant", mark);
        var buyers = await Server.CreatePeopleAsync("buyer", [.. Enumerable.Range(1, 25).Select(n => $"买家{n}")]);
        foreach (var buyer in buyers)
            await Server.SayAsync(buyer, await Server.StartConversationAsync(buyer, merchant), "你好");
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        await console.GoToAsync($"/admin?search={mark}");
        await Expect(console.Chat.Conversations.First).ToContainTextAsync("买家25");
        var list = console.Page.GetByTestId("conversation-list");
        await list.EvaluateAsync("list => list.scrollTop = 640");
        var row = console.Chat.Conversation("买家12");
        await Expect(row).ToBeVisibleAsync();
        var before = await row.BoundingBoxAsync();

        await Server.SayAsync(buyers[0], await Server.StartConversationAsync(buyers[0], merchant), "从最下面来的");

        await Expect(list).ToHaveJSPropertyAsync("scrollTop", 704);
        Assert.Equal(before!.Y, (await row.BoundingBoxAsync())!.Y);
        await list.EvaluateAsync("list => list.scrollTop = 0");
        await Expect(console.Chat.Conversations.First).ToContainTextAsync("从最下面来的");
    }

    [ChromiumFact]
    public async Task Monitor_WhenWhatMatchesChangesUnseen_ShouldCountAnew()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var merchant = await Server.CreatePersonAsync("merchant", $"{mark}商家");
        var buyers = await Server.CreatePeopleAsync("buyer", [$"{mark}甲", $"{mark}乙"]);
        foreach (var buyer in buyers)
            await Server.SayAsync(buyer, await Server.StartConversationAsync(buyer, merchant), "你好");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin");
        // Nothing of them is known to this page: it was asked for those online alone.
        await console.GoToAsync($"/admin?search={mark}&filter=online");
        await Expect(console.Page.GetByText("共 0 个会话")).ToBeVisibleAsync();

        var window = await OpenChatAsync(merchant);
        await Expect(console.Page.GetByText("共 2 个会话")).ToBeVisibleAsync();
        await Expect(console.Chat.Conversations).ToHaveCountAsync(2);
        await window.Page.CloseAsync();
        await Expect(console.Page.GetByText("共 0 个会话")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task MessagesPage_WhenFilesWereSent_ShouldShowWhichAndGiveThem()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "文件买家");
        var merchant = await Server.CreatePersonAsync("merchant", $"文件商家{Guid.NewGuid().ToString("N")[..6]}");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SendFileAsync(merchant, conversation, "file", "报价单.txt", "一盒 12 元"u8.ToArray());
        await Server.SendFileAsync(merchant, conversation, "image", "门店照片.png", PickedFile.Picture("门店照片.png", 300, 200).Buffer);
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/messages");

        // All that a merchant sent this week: the person by name, the days by one click.
        var sender = console.Page.GetByRole(AriaRole.Combobox, new() { Name = "发送者名称或 ID" });
        await sender.FillAsync(merchant.Username);
        await Expect(console.Page.GetByTestId("person-choices").GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await sender.PressAsync("Enter");
        await console.Button("7 天").ClickAsync();
        await Expect(console.Count).ToHaveTextAsync("共 2 条");
        await Expect(console.Row("报价单.txt")).ToContainTextAsync("13 B");
        await Expect(console.Row("门店照片.png").Locator("img")).ToHaveJSPropertyAsync("complete", true);
        var load = console.Row("报价单.txt").GetByRole(AriaRole.Link, new() { Name = "下载 报价单.txt" });
        var download = await console.Page.RunAndWaitForDownloadAsync(() => load.ClickAsync());
        Assert.Equal("报价单.txt", download.SuggestedFilename);

        await console.Row("门店照片.png").GetByRole(AriaRole.Link, new() { Name = "门店照片.png" }).First.ClickAsync();
        var drawer = console.Page.GetByTestId("message-drawer");
        await Expect(drawer.GetByRole(AriaRole.Link, new() { Name = "下载 门店照片.png" })).ToBeVisibleAsync();
        await Expect(drawer).ToContainTextAsync("报价单.txt");
    }

    [ChromiumFact]
    public async Task AuditEntry_WhenOpened_ShouldSayAllOfItAtAnAddressOfItsOwn()
    {
        var person = await Server.CreatePersonAsync("buyer", "审计条目买家");
        await Server.SetStatusAsync(person, "disabled");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/audit");
        await console.GoToAsync($"/admin/audit?target={person.Id}");
        await console.Row("启用或停用用户").GetByRole(AriaRole.Link, new() { Name = "启用或停用用户" }).ClickAsync();
        var drawer = console.Page.GetByTestId("audit-drawer");
        await Expect(drawer).ToContainTextAsync("停用账号。");
        await Expect(drawer).ToContainTextAsync("127.0.0.1");
        await Expect(console.Page).ToHaveURLAsync(new Regex(@"/admin/audit/\d+\?target="));

        await console.GoToAsync(new Uri(console.Page.Url).AbsolutePath);
        await Expect(drawer).ToContainTextAsync("停用账号。");
        await drawer.GetByRole(AriaRole.Link, new() { Name = "审计条目买家" }).ClickAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync("审计条目买家");
    }

    [ChromiumFact]
    public async Task Titles_WhenPagesAreOpened_ShouldSayWhatIsOpen()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "标题买家");
        var conversation = await Server.StartConversationAsync(buyer, await Server.CreatePersonAsync("merchant", "标题商家"));
        await Server.SayAsync(buyer, conversation, "标题里有什么");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin");
        foreach (
            var (path, title) in new[]
            {
                ("/admin", "实时监控 - "),
                ($"/admin/monitor/{conversation}", "标题买家 → 标题商家 - 实时监控 - "),
                ("/admin/users", "用户管理 - "),
                ($"/admin/users/{buyer.Id}", "标题买家 - 用户管理 - "),
                ($"/admin/conversations/{conversation}", "标题买家 → 标题商家 - 会话管理 - "),
                ($"/admin/messages/{conversation}/1", "消息上下文 - 消息管理 - "),
                ("/admin/audit", "审计日志 - "),
                ("/admin/settings", "设置 - "),
                ("/login", "登录 - "),
            }
        )
        {
            await console.GoToAsync(path);
            await Expect(console.Page).ToHaveTitleAsync($"{title}LiveChat 在线客服");
        }
    }

    [ChromiumFact]
    public async Task Monitor_WhenAnOlderMessageIsRecalled_ShouldCountItNoMore()
    {
        var buyer = await Server.CreatePersonAsync("buyer", $"撤回买家{Guid.NewGuid():N}"[..20]);
        var conversation = await Server.StartConversationAsync(buyer, await Server.CreatePersonAsync("merchant", "撤回商家"));
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        var first = await Server.SayAsync(buyer, conversation, "说错了");
        await Server.SayAsync(buyer, conversation, "说对了");
        var unread = console.Chat.Conversation(buyer.Username).GetByTestId("unread-badge");
        await Expect(unread).ToHaveTextAsync("商家未读 2");

        await Server.RecallAsync(buyer, first);

        await Expect(unread).ToHaveTextAsync("商家未读 1");
    }

    [ChromiumFact]
    public async Task TakeDown_WhenAReasonIsGiven_ShouldShowAtBothSidesAndInTheLog()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "移除测试买家");
        var merchant = await Server.CreatePersonAsync("merchant", "移除测试商家");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "正常的一句");
        await Server.SayAsync(buyer, conversation, "不该出现的一句");
        var seller = await OpenChatAsync(merchant);
        await Expect(seller.Conversation("移除测试买家")).ToContainTextAsync("不该出现的一句");
        await Expect(seller.UnreadBadges.First).ToHaveTextAsync("2");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/messages");

        await console.GoToAsync($"/admin/messages?conversation_id={conversation}");
        await Expect(console.Rows).ToHaveCountAsync(2);
        await console.Row("不该出现的一句").GetByRole(AriaRole.Link, new() { Name = "不该出现的一句" }).ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex($"/admin/messages/{conversation}/2"));
        await Expect(console.Page.GetByTestId("context-message")).ToHaveCountAsync(2);
        await console.Button("移除消息").ClickAsync();
        await Expect(console.Page.GetByTestId("confirm")).ToBeDisabledAsync();
        await console.Page.GetByLabel("原因（1 到 200 字）").FillAsync("违规内容");
        await console.ConfirmAsync();

        await Expect(console.Page.GetByTestId("context-message").Last).ToContainTextAsync("该消息已被管理员移除");
        await Expect(seller.Conversation("移除测试买家")).ToContainTextAsync("该消息已被管理员移除");
        await Expect(seller.UnreadBadges.First).ToHaveTextAsync("1");
        var asker = await OpenChatAsync(buyer, merchant);
        await Expect(asker.Message("该消息已被管理员移除")).ToBeVisibleAsync();

        await console.GoToAsync("/admin/audit?action=message_taken_down");
        await Expect(console.Rows.First).ToContainTextAsync("违规内容");
        await Expect(console.Rows.First).ToContainTextAsync("127.0.0.1");

        // What was done to leads there: the log knows the message by its id alone.
        await console.Rows.First.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(@"^消息 \d+$") }).ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex($"/admin/messages/{conversation}/2"));
        await Expect(console.Page.GetByTestId("context-message")).ToHaveCountAsync(2);
    }

    [ChromiumFact]
    public async Task ConversationsPage_WhenFiltered_ShouldOpenOneReadOnly()
    {
        var buyer = await Server.CreatePersonAsync("buyer", $"列表{Guid.NewGuid():N}"[..16]);
        var merchant = await Server.CreatePersonAsync("merchant", "列表商家");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "列表里的一句");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/conversations");

        await console.Page.GetByLabel("搜索双方名称").FillAsync(buyer.Username);
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await console.Page.GetByRole(AriaRole.Link, new() { Name = $"查看会话 {conversation}" }).ClickAsync();

        await Expect(console.Chat.Message("列表里的一句")).ToBeVisibleAsync();
        await Expect(console.Page.GetByTestId("readonly-notice")).ToHaveTextAsync("您正在以管理员身份查看此会话，无法发送消息");
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Dialog).ToHaveCountAsync(0);
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/conversations\\?search="));
    }

    [ChromiumFact]
    public async Task DemoPage_WhenFilledAndCreated_ShouldLeadToTheirChatWindows()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/demo");
        await console.Button("添加买家 × 3").ClickAsync();
        await console.Button("添加商家 × 3").ClickAsync();
        await Expect(console.Page.GetByTestId("demo-row")).ToHaveCountAsync(6);
        await console.Button("创建 6 个用户").ClickAsync();
        await Expect(console.Page.GetByTestId("demo-user")).ToHaveCountAsync(6);

        var opened = await Context.RunAndWaitForPageAsync(() =>
            console.Page.GetByRole(AriaRole.Link, new() { Name = "与 测试商家101 聊天" }).First.ClickAsync()
        );

        await Expect(new ChatWindow(opened).Composer).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task SettingsPage_WhenOpened_ShouldTellSourcesWithoutSecrets()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/settings");

        await Expect(console.Page.GetByTestId("setting").Filter(new() { HasText = "DataDirectory" })).ToContainTextAsync("启动参数");
        await Expect(console.Page.GetByTestId("setting").Filter(new() { HasText = "Integration:ApiKeys" }))
            .ToContainTextAsync("已设置（不显示）");
        await Expect(console.Page.GetByTestId("setting").Filter(new() { HasText = "Jwt:SigningKey" }))
            .ToContainTextAsync("自动生成并保存在数据目录中");
        Assert.DoesNotContain("a-key-for-the-browser-tests", await console.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task HealthPage_WhenOpened_ShouldTellWhatWasFoundAndTryTheWayFromTheBrowser()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/settings");
        await console.Page.GetByRole(AriaRole.Link, new() { Name = "健康" }).FocusAsync();
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/settings/health$"));

        await Expect(console.Page.GetByTestId("health")).ToContainTextAsync(TestDatabase.IsPostgreSql ? "PostgreSQL 1" : "SQLite 3.");
        await Expect(console.Page.GetByTestId("health")).ToContainTextAsync("可以写入");
        await Expect(console.Page.GetByTestId("health")).ToContainTextAsync("本页面已连接");
        var findings = console.Page.GetByTestId("findings");
        foreach (var kind in new[] { "settings", "database", "disk", "clock", "files", "backup", "server", "proxy" })
            await Expect(findings.Locator($"[data-kind={kind}] [data-testid=finding]").First).ToBeVisibleAsync();
        await Expect(findings.Locator("[data-kind=database]")).ToContainTextAsync("没有发现损坏");
        await Expect(findings.Locator("[data-kind=proxy]")).ToContainTextAsync("WebSocket 可以连通");
        await Expect(findings.Locator("[data-kind=proxy]")).ToContainTextAsync("您的地址被识别为 127.0.0.1");
        await Expect(findings.Locator("[data-status=fault]")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task HealthPage_WhenTheProxyCarriesNoWebSocket_ShouldSayHowToMendIt()
    {
        MayFailRequests = true;
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        await console.Page.RouteWebSocketAsync(new Regex("/health/connection$"), socket => socket.CloseAsync());

        await console.Page.GotoAsync($"{Server.Url}/admin/settings/health");

        var proxy = console.Page.GetByTestId("findings").Locator("[data-kind=proxy]");
        await Expect(proxy.Locator("[data-status=warning]")).ToContainTextAsync("WebSocket 连不通");
        await Expect(proxy).ToContainTextAsync("Upgrade");
    }

    [ChromiumFact]
    public async Task Password_WhenChanged_ShouldEndTheOtherSessions()
    {
        // Its own server is gone before the page is.
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        await using var elsewhere = await Browser.NewContextAsync(new() { Locale = "zh-CN" });
        var other = await ConsoleWindow.OpenAsync(elsewhere, server);
        var console = await ConsoleWindow.OpenAsync(Context, server);
        await console.Button("修改密码").ClickAsync();
        await console.Dialog.GetByLabel("当前密码").FillAsync(server.AdminPassword);
        await console.Dialog.GetByLabel("新密码").FillAsync("a much better one 42");
        await console.Button("确认修改").ClickAsync();
        await Expect(console.Dialog).ToHaveCountAsync(0);

        await Expect(other.Page.GetByTestId("friendly-page")).ToContainTextAsync("密码已修改");
        await other.Page.GetByTestId("friendly-page").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(other.Page).ToHaveURLAsync(new Regex("/login\\?next="));
        await Expect(console.Page.GetByTestId("online-total")).ToBeVisibleAsync();
    }
}
