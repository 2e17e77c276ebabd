using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>The lists of the console, narrowed down; each shows the same after a reload.</summary>
public sealed class ConsoleFiltersTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Future = "2099-01-01 00:00:00";
    private const string Past = "2020-01-01 00:00:00";

    [ChromiumFact]
    public async Task AuditPage_WhenFiltered_ShouldFindWhoDidWhatToWhomWhen()
    {
        var person = await Server.CreatePersonAsync("buyer", "审计筛选买家");
        await Server.SetStatusAsync(person, "disabled");
        await Server.SetStatusAsync(person, "active");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/audit");

        await console.Page.GetByLabel("对象 ID").FillAsync(person.Id);
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await Expect(console.Rows.First).ToContainTextAsync("审计筛选买家");
        await console.Page.GetByLabel("操作者 ID").FillAsync("a1");
        await Expect(console.Count).ToHaveTextAsync("共 2 条");
        await console.Page.GetByLabel("操作者 ID").FillAsync("");
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await console.ChooseAsync("操作", "新建用户");
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await console.Page.ReloadAsync();
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await Expect(console.Page.GetByLabel("对象 ID")).ToHaveValueAsync(person.Id);

        await console.GoToAsync($"/admin/audit?target={person.Id}");
        await SetTimeAsync(console, "开始时间", Past);
        await Expect(console.Page).ToHaveURLAsync(new Regex("from=2020"));
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await SetTimeAsync(console, "结束时间", "2020-01-02 00:00:00");
        await Expect(console.Count).ToHaveTextAsync("共 0 条");
        await SetTimeAsync(console, "结束时间", Future);
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await SetTimeAsync(console, "开始时间", "2098-01-01 00:00:00");
        await Expect(console.Count).ToHaveTextAsync("共 0 条");
    }

    [ChromiumFact]
    public async Task MessagesPage_WhenFiltered_ShouldFindThemAndAskForAllNamesAtOnce()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "消息筛选买家");
        var merchant = await Server.CreatePersonAsync("merchant", "消息筛选商家");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "买家的一句");
        await Server.SayAsync(merchant, conversation, "商家的一句");
        await Server.SayAsync(buyer, conversation, "买家的又一句");
        var asked = new ConcurrentQueue<string>();
        Context.Request += (_, request) => asked.Enqueue(new Uri(request.Url).PathAndQuery);
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/messages");

        await console.Page.GetByLabel("会话编号").FillAsync($"{conversation}");
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await Expect(console.Row("消息筛选买家")).ToHaveCountAsync(2);
        await Expect(console.Row("消息筛选商家")).ToHaveCountAsync(1);
        Assert.DoesNotContain(asked, path => path.StartsWith("/api/users/", StringComparison.Ordinal));
        Assert.Single(asked, path => path.StartsWith("/api/users?ids=", StringComparison.Ordinal) && path.Contains(buyer.Id, StringComparison.Ordinal));

        await console.Page.GetByLabel("发送者 ID").FillAsync(merchant.Id);
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await Expect(console.Rows.First).ToContainTextAsync("商家的一句");
        await console.ChooseAsync("类型", "图片");
        await Expect(console.Count).ToHaveTextAsync("共 0 条");
        await console.ChooseAsync("类型", "文字");
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await SetTimeAsync(console, "开始时间", Past);
        await SetTimeAsync(console, "结束时间", Future);
        await Expect(console.Page).ToHaveURLAsync(new Regex("to=2099"));
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await console.Page.ReloadAsync();
        await Expect(console.Rows.First).ToContainTextAsync("商家的一句");
        await SetTimeAsync(console, "开始时间", "2098-01-01 00:00:00");
        await Expect(console.Count).ToHaveTextAsync("共 0 条");
    }

    [ChromiumFact]
    public async Task ConversationsPage_WhenFilteredAndSorted_ShouldFindThem()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var merchant = await Server.CreatePersonAsync("merchant", $"{mark}商家");
        var buyers = await Server.CreatePeopleAsync("buyer", ["甲", "乙"]);
        var quiet = await Server.StartConversationAsync(buyers[0], merchant);
        var busy = await Server.StartConversationAsync(buyers[1], merchant);
        await Server.SayAsync(buyers[0], quiet, "一句");
        await Server.ReadAsync(merchant, quiet, 1);
        await Server.SayAsync(buyers[1], busy, "两句");
        await Server.SayAsync(buyers[1], busy, "三句");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/conversations");

        await console.Page.GetByLabel("搜索双方名称").FillAsync(mark);
        await Expect(console.Count).ToHaveTextAsync("共 2 条");
        await console.Button("有未读").ClickAsync();
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await Expect(console.Rows.First).ToContainTextAsync("三句");
        await console.Button("有未读").ClickAsync();
        await console.Button("超时未回").ClickAsync();
        await Expect(console.Count).ToHaveTextAsync("共 0 条");
        await console.Button("超时未回").ClickAsync();
        await console.Button("有人在线").ClickAsync();
        await Expect(console.Count).ToHaveTextAsync("共 0 条");
        await console.Button("有人在线").ClickAsync();
        await console.Page.GetByLabel("用户 ID").FillAsync(buyers[0].Id);
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await Expect(console.Rows.First).ToContainTextAsync("一句");
        await console.Page.GetByLabel("用户 ID").FillAsync("");
        await Expect(console.Count).ToHaveTextAsync("共 2 条");
        await console.Page.GetByRole(AriaRole.Columnheader, new() { Name = "消息数" }).ClickAsync();
        await Expect(console.Rows.First).ToContainTextAsync("一句");
        await console.Page.ReloadAsync();
        await Expect(console.Rows.First).ToContainTextAsync("一句");
        await Expect(console.Page.GetByLabel("搜索双方名称")).ToHaveValueAsync(mark);
    }

    [ChromiumFact]
    public async Task Link_WhenPressedJustAfterTyping_ShouldStillLead()
    {
        var person = await Server.CreatePersonAsync("buyer", "链接买家");
        await Context.Clock.InstallAsync();
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/audit?target={person.Id}");
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        // The next page is on its way for longer than the typing pauses.
        var arrives = new TaskCompletionSource();
        await console.Page.RouteAsync("**/assets/UsersView-*.js", async route =>
        {
            await arrives.Task;
            await route.ContinueAsync();
        });

        await console.Page.GetByLabel("操作者 ID").FillAsync("a1");
        await console.Rows.First.GetByRole(AriaRole.Link, new() { Name = "链接买家" }).ClickAsync();
        await console.Page.Clock.RunForAsync(1_000);
        arrives.SetResult();

        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync("链接买家");
    }

    private static async Task SetTimeAsync(ConsoleWindow console, string label, string time)
    {
        await console.Page.GetByRole(AriaRole.Combobox, new() { Name = label }).FillAsync(time);
        await console.Page.Keyboard.PressAsync("Enter");
    }
}
