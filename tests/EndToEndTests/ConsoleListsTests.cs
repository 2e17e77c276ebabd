using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>The lists of the console while pages are turned, the network fails, and others change what they show.</summary>
public sealed class ConsoleListsTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task List_WhenAPageIsTurned_ShouldBeginAtItsTop()
    {
        var mark = await CreateBuyersAsync(41);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}");
        await Expect(console.Rows).ToHaveCountAsync(20);
        var scroller = console.Page.GetByTestId("list-scroller");
        await scroller.EvaluateAsync("element => element.scrollTop = 200");
        await console.Page.Locator(".btn-next").ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex("page=2"));
        await Expect(scroller).ToHaveJSPropertyAsync("scrollTop", 0);

        await console.Page.SetViewportSizeAsync(390, 844);
        await Expect(console.Rows).ToHaveCountAsync(20);
        var cards = console.Page.Locator(".cards");
        await cards.EvaluateAsync("element => element.scrollTop = 900");
        await console.Button("下一页").ClickAsync();
        await Expect(console.Rows).ToHaveCountAsync(1);
        await console.Button("上一页").ClickAsync();
        await Expect(console.Rows).ToHaveCountAsync(20);
        await Expect(cards).ToHaveJSPropertyAsync("scrollTop", 0);
    }

    [ChromiumFact]
    public async Task List_WhenTheServerComesBack_ShouldAskAgainByItself()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        var console = await ConsoleWindow.OpenAsync(Context, server, "/admin/users");
        await Expect(console.Rows.First).ToBeVisibleAsync();

        await server.StopAsync();
        await console.ChooseAsync("角色", "商家");
        await Expect(console.Button("重试")).ToBeVisibleAsync();
        await server.StartAsync();

        await Expect(console.Rows).ToHaveCountAsync(3);
    }

    [ChromiumFact]
    public async Task Order_WhenTheAddressChanges_ShouldShowInTheHead()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users?sort=-role&page_size=50");
        var head = console.Page.GetByRole(AriaRole.Columnheader, new() { Name = "角色" });
        await Expect(head).ToHaveAttributeAsync("aria-sort", "descending");

        await console.Page.GetByRole(AriaRole.Link, new() { Name = "用户管理" }).ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/users$"));
        await Expect(head).ToHaveAttributeAsync("aria-sort", "none");

        await console.Page.GoBackAsync();
        await Expect(head).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(console.Page).ToHaveURLAsync(new Regex(@"sort=-role&page_size=50$"));
    }

    [ChromiumFact]
    public async Task List_WhenAnotherOneAnswersLate_ShouldStayOnItsPage()
    {
        var mark = await CreateBuyersAsync(41);
        var asked = new TaskCompletionSource<IRoute>();
        await Context.RouteAsync(url => url.Contains("/api/admin/audit-log", StringComparison.Ordinal), asked.SetResult);
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/audit?page=999");
        var held = await asked.Task;
        await console.Page.GetByRole(AriaRole.Link, new() { Name = "用户管理" }).ClickAsync();
        await console.Page.GetByLabel("搜索名称或 ID").FillAsync(mark);
        await Expect(console.Count).ToHaveTextAsync("共 41 条");
        await console.Page.Locator(".btn-next").ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex("page=2"));

        var later = new ConcurrentQueue<string>();
        Context.Request += (_, request) => later.Enqueue(request.Url);
        await held.FulfillAsync(new() { Json = new { count = 60, results = Array.Empty<object>() } });
        await console.Page.Locator(".el-pager li", new() { HasText = "1" }).ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex("page=1"));
        await Expect(console.Rows).ToHaveCountAsync(20);
        Assert.DoesNotContain(
            later,
            url => url.Contains("/api/users", StringComparison.Ordinal) && url.Contains("page=3", StringComparison.Ordinal)
        );
    }

    [ChromiumFact]
    public async Task List_WhenThePageIsBeyondTheLast_ShouldShowTheLast()
    {
        var mark = await CreateBuyersAsync(21);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}&page=9");
        await Expect(console.Rows).ToHaveCountAsync(1);
        await Expect(console.Page).ToHaveURLAsync(new Regex("page=2"));

        await console.Page.SetViewportSizeAsync(390, 844);
        await console.GoToAsync($"/admin/users?search={mark}nobody&page=3");
        await Expect(console.Page.GetByText("第 1 / 1 页")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task List_WhenItsPagesDidNotLoad_ShouldComeWithItsStylesOnceTheNetworkIsBack()
    {
        MayFailRequests = true;
        var isDown = true;
        await Context.RouteAsync(new Regex("ListPager-"), route => isDown ? route.AbortAsync() : route.ContinueAsync());
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await Expect(console.Rows.First).ToBeVisibleAsync();
        await Expect(console.Page.Locator(".el-pagination")).ToHaveCountAsync(0);

        isDown = false;
        await Expect(console.Page.Locator(".el-pagination")).ToHaveCSSAsync("display", "flex");
        await Expect(console.Page.GetByTestId("update-prompt")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenAnotherAdminChangedSomethingElse_ShouldKeepIt()
    {
        var person = await Server.CreatePersonAsync("buyer", "两位管理员之前");
        // The browser notes the answer 412.
        MayFailRequests = true;
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users/{person.Id}");
        var drawer = console.Page.GetByTestId("user-drawer");
        await drawer.GetByLabel("简介").FillAsync("第一位写的");
        var other = new ConsoleWindow(await Context.NewPageAsync(), Server.Url);
        await other.GoToAsync($"/admin/users/{person.Id}");
        await other.Page.GetByTestId("user-drawer").GetByLabel("名称").FillAsync("第二位起的名字");
        await other.Button("保存").ClickAsync();
        await Expect(other.Page.GetByText("已保存")).ToBeVisibleAsync();

        await console.Button("保存").ClickAsync();
        await Expect(console.Page.GetByText("已保存")).ToBeVisibleAsync();
        await Expect(drawer.GetByLabel("名称")).ToHaveValueAsync("第二位起的名字");
        await Expect(drawer.GetByLabel("简介")).ToHaveValueAsync("第一位写的");
    }

    [ChromiumFact]
    public async Task MessageDrawer_WhenThereIsNoSuchMessage_ShouldSaySo()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "没有的消息");
        var conversation = await Server.StartConversationAsync(buyer, await Server.CreatePersonAsync("merchant", "没有的商家"));
        await Server.SayAsync(buyer, conversation, "唯一的一句");

        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/messages/{conversation}/99");

        await Expect(console.Dialog.GetByText("这个会话中没有这条消息。")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task NewUser_WhenRefusedOnAPhone_ShouldCoverNoFieldWithWhatIsWrong()
    {
        MayFailRequests = true;
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.Page.SetViewportSizeAsync(390, 844);
        await console.Button("新建用户").ClickAsync();
        await console.Dialog.GetByLabel("名称").FillAsync("号码不对");
        await console.Dialog.GetByPlaceholder("留空则自动生成").FillAsync("!");
        await console.Page.GetByTestId("confirm").ClickAsync();

        var wrong = await console.Dialog.Locator(".el-form-item__error").BoundingBoxAsync();
        var next = await console.Dialog.Locator("label", new() { HasText = "密码（可选）" }).BoundingBoxAsync();
        Assert.True(wrong!.Y + wrong.Height <= next!.Y);
    }

    [ChromiumFact]
    public async Task List_WhenRowsAreTickedOrLeft_ShouldStayWhereItIs()
    {
        var mark = await CreateBuyersAsync(40);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}&page_size=50&sort=id");
        await Expect(console.Rows).ToHaveCountAsync(40);
        var table = console.Page.GetByRole(AriaRole.Table);
        await Expect(table).ToHaveCountAsync(1);
        await Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(41);
        var before = await console.Rows.First.BoundingBoxAsync();

        await console.Page.GetByLabel("选择第 1 行").CheckAsync();
        await Expect(console.Page.GetByTestId("bulk-bar")).ToBeVisibleAsync();
        Assert.Equal(before!.Y, (await console.Rows.First.BoundingBoxAsync())!.Y);

        // To another page and back by the browser: the rows are where they were left.
        var scroller = console.Page.GetByTestId("list-scroller");
        await scroller.EvaluateAsync("element => element.scrollTop = 600");
        await console.Page.GetByRole(AriaRole.Link, new() { Name = "审计日志" }).ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/audit"));
        await console.Page.GoBackAsync();
        await Expect(console.Rows).ToHaveCountAsync(40);
        await Expect(scroller).ToHaveJSPropertyAsync("scrollTop", 600);

        // What is typed into a form is not lost without a word, whichever way one leaves.
        await console.Rows.Nth(20).GetByRole(AriaRole.Link).ClickAsync();
        var about = console.Page.GetByTestId("user-drawer").GetByLabel("简介");
        await about.FillAsync("还没有保存");
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Page.GetByText("放弃没有保存的修改？")).ToBeVisibleAsync();
        await console.Dialog.Last.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await Expect(about).ToHaveValueAsync("还没有保存");
        await Expect(console.Page.GetByText("放弃没有保存的修改？")).ToHaveCountAsync(0);
        await console.Page.GoBackAsync();
        await Expect(console.Page.GetByText("放弃没有保存的修改？")).ToBeVisibleAsync();
        await console.Page.GetByTestId("confirm").ClickAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToHaveCountAsync(0);
        await Expect(scroller).ToHaveJSPropertyAsync("scrollTop", 600);

        // Enlarged to twice its size on a small screen, many rows are still within reach.
        await console.Page.SetViewportSizeAsync(800, 450);
        await console.Rows.Nth(39).ScrollIntoViewIfNeededAsync();
        await Expect(console.Rows.Nth(39)).ToBeInViewportAsync();
        await Expect(console.Rows.Nth(35)).ToBeInViewportAsync();
    }

    [ChromiumFact]
    public async Task Menu_WhenTheServerIsAway_ShouldKeepTheClickAndClaimNoNewVersion()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        // What the browser keeps of the page is not what is asked about here.
        await Context.AddInitScriptAsync("delete Navigator.prototype.serviceWorker");
        var console = await ConsoleWindow.OpenAsync(Context, server, "/admin");
        await Expect(console.Page.GetByTestId("overview")).ToContainTextAsync("在线");
        await server.StopAsync();
        await Context.RouteAsync(new Regex("/assets/SettingsView-"), route => route.AbortAsync());
        var failed = console.Page.WaitForRequestAsync(new Regex("/assets/SettingsView-"));

        await console.Page.GetByRole(AriaRole.Link, new() { Name = "设置" }).ClickAsync();
        await failed;
        await Expect(console.Page.GetByRole(AriaRole.Link, new() { Name = "设置" })).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(console.Page.GetByTestId("update-prompt")).ToHaveCountAsync(0);
        await Context.UnrouteAllAsync();
        await server.StartAsync();

        await Expect(console.Page.GetByTestId("setting").First).ToBeVisibleAsync();
        await Expect(console.Page.GetByTestId("update-prompt")).ToHaveCountAsync(0);
    }

    /// <summary>Buyers whose names begin with what is given back.</summary>
    private async Task<string> CreateBuyersAsync(int count)
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        await Server.CreatePeopleAsync("buyer", [.. Enumerable.Range(1, count).Select(n => $"{mark}-{n}")]);
        return mark;
    }
}
