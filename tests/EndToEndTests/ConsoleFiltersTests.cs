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
        // A range the wrong way round is refused.
        MayFailRequests = true;
        var person = await Server.CreatePersonAsync("buyer", "审计筛选买家");
        await Server.SetStatusAsync(person, "disabled");
        await Server.SetStatusAsync(person, "active");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/audit");

        await console.Page.GetByLabel("对象名称或编号").FillAsync(person.Id);
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await Expect(console.Rows.First).ToContainTextAsync("审计筛选买家");
        await console.Page.GetByLabel("操作者名称或 ID").FillAsync("a1");
        await Expect(console.Count).ToHaveTextAsync("共 2 条");
        await console.Page.GetByLabel("操作者名称或 ID").FillAsync("");
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await console.ChooseAsync("操作", "新建用户");
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await console.Page.ReloadAsync();
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await Expect(console.Page.GetByRole(AriaRole.Combobox, new() { Name = "对象名称或编号" })).ToHaveValueAsync("审计筛选买家");

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

        // The wrong way round is no empty list: it is said.
        await SetTimeAsync(console, "结束时间", Past);
        await Expect(console.Page.GetByText("结束时间：结束时间不能早于开始时间。")).ToBeVisibleAsync();
        await Expect(console.Button("重试")).ToHaveCountAsync(0);
        await console.Button("7 天").ClickAsync();
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await Expect(console.Button("7 天")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [ChromiumFact]
    public async Task QuickRanges_WhenTheBrowserIsElsewhere_ShouldBeTheDaysOfTheServer()
    {
        await using var context = await Browser.NewContextAsync(new() { Locale = "zh-CN", TimezoneId = "Pacific/Honolulu" });
        var console = await ConsoleWindow.OpenAsync(context, Server, "/admin/messages");
        foreach (var (range, daysBack) in new[] { ("今天", 0), ("7 天", 6), ("30 天", 29) })
        {
            var before = MidnightInShanghai(daysBack);
            await console.Button(range).ClickAsync();
            await Expect(console.Button(range)).ToHaveAttributeAsync("aria-pressed", "true");
            var from = Uri.UnescapeDataString(Regex.Match(console.Page.Url, "from=([^&]+)").Groups[1].Value);
            // Over midnight it may be the one day or the other.
            Assert.Contains(from, (string[])[before, MidnightInShanghai(daysBack)]);
        }
    }

    private static string MidnightInShanghai(int daysBack) =>
        $"{DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date.AddDays(-daysBack).AddHours(-8):yyyy-MM-ddTHH:mm:ss}Z";

    [ChromiumFact]
    public async Task Calendar_WhenADayIsClicked_ShouldTakeThatDay()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/messages");
        var calendar = console.Page.GetByRole(AriaRole.Dialog, new() { Name = "选择时间" });
        foreach (var (field, name, time) in new[] { ("开始时间", "from", "00:00:00"), ("结束时间", "to", "23:59:59") })
        {
            await console.Page.GetByRole(AriaRole.Combobox, new() { Name = field }).ClickAsync();
            await Expect(calendar.Locator("th").First).ToHaveTextAsync("一");
            // First of all, and once more where a day is chosen already.
            foreach (var day in new[] { "24", "9" })
            {
                await calendar.Locator("td.available").GetByText(day, new() { Exact = true }).ClickAsync();
                var moment = $"{day.PadLeft(2, '0')}T{time.Replace(":", "(:|%3A)")}";
                await Expect(console.Page).ToHaveURLAsync(new Regex($@"{name}=\d{{4}}-\d{{2}}-{moment}"));
                await Expect(calendar.Locator("td.current")).ToHaveTextAsync(day);
            }

            await calendar.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
            await Expect(calendar).ToHaveCountAsync(0);
            await Expect(console.Page).ToHaveURLAsync(new Regex($@"{name}=\d{{4}}-\d{{2}}-09T"));
        }
    }

    [ChromiumFact]
    public async Task PersonFilter_WhenANameIsTyped_ShouldFindWhoIsMeant()
    {
        MayFailRequests = true;
        var mark = Guid.NewGuid().ToString("N")[..8];
        var people = await Server.CreatePeopleAsync("buyer", [$"{mark}甲", $"{mark}乙"]);
        var merchant = await Server.CreatePersonAsync("merchant", $"{mark}商家");
        foreach (var person in people)
            await Server.SayAsync(person, await Server.StartConversationAsync(person, merchant), $"{person.Username}说");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/messages");
        var choices = console.Page.GetByTestId("person-choices").GetByRole(AriaRole.Option);

        foreach (
            var (path, label) in new[]
            {
                ("/admin/messages", "发送者名称或 ID"),
                ("/admin/conversations", "用户名称或 ID"),
                ("/admin/audit", "对象名称或编号"),
            }
        )
        {
            await console.GoToAsync(path);
            var field = console.Page.GetByRole(AriaRole.Combobox, new() { Name = label });
            await field.FillAsync($"{mark}乙");
            await Expect(choices).ToHaveCountAsync(1);
            await field.PressAsync("Enter");
            await Expect(console.Page).ToHaveURLAsync(new Regex($"={people[1].Id}"));
            await Expect(console.Row($"{mark}乙").First).ToBeVisibleAsync();
            await Expect(console.Row($"{mark}甲")).ToHaveCountAsync(0);
            await Expect(field).ToHaveValueAsync($"{mark}乙");
        }

        // Several are told apart, and a name that leads to nobody is no filter.
        await console.GoToAsync("/admin/messages");
        var sender = console.Page.GetByRole(AriaRole.Combobox, new() { Name = "发送者名称或 ID" });
        await sender.FillAsync(mark);
        await Expect(choices).ToHaveCountAsync(3);
        await choices.Filter(new() { HasText = $"{mark}甲" }).ClickAsync();
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await sender.FillAsync("没有这个人");
        await Expect(console.Page.GetByTestId("person-choices")).ToHaveTextAsync("没有匹配的人");
        await sender.PressAsync("Tab");
        await Expect(console.Page.GetByText("请从列表中选择一位")).ToBeVisibleAsync();

        // What an address holds that nobody can mean is said by the field's name.
        await console.GoToAsync("/admin/audit?actor=%E5%BC%A0%E4%B8%89");
        await Expect(console.Page.GetByText("操作者：用户 ID 由字母")).ToBeVisibleAsync();
        await console.GoToAsync("/admin/messages?conversation_id=abc");
        await Expect(console.Page.GetByText("会话编号：需为整数。")).ToBeVisibleAsync();
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
        Assert.Single(
            asked,
            path => path.StartsWith("/api/users?ids=", StringComparison.Ordinal) && path.Contains(buyer.Id, StringComparison.Ordinal)
        );

        await console.Page.GetByLabel("发送者名称或 ID").FillAsync(merchant.Id);
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
        await console.Page.GetByLabel("用户名称或 ID").FillAsync(buyers[0].Id);
        await Expect(console.Count).ToHaveTextAsync("共 1 条");
        await Expect(console.Rows.First).ToContainTextAsync("一句");
        await console.Page.GetByLabel("用户名称或 ID").FillAsync("");
        await Expect(console.Count).ToHaveTextAsync("共 2 条");
        // Who waits longest: an answer ends the wait, a second question does not begin it anew.
        await console.Page.GetByRole(AriaRole.Columnheader, new() { Name = "等待" }).ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex("sort=waiting_since"));
        await Expect(console.Rows.First).ToContainTextAsync("一句");
        await Expect(console.Rows.First).ToContainTextAsync("刚刚开始等");
        await Server.SayAsync(merchant, quiet, "答一句");
        await console.Page.ReloadAsync();
        await Expect(console.Rows.First).ToContainTextAsync("三句");
        await console.Page.GetByRole(AriaRole.Columnheader, new() { Name = "消息数" }).ClickAsync();
        await Expect(console.Rows.First).ToContainTextAsync("答一句");
        await console.Page.ReloadAsync();
        await Expect(console.Rows.First).ToContainTextAsync("答一句");
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
        await console.Page.RouteAsync(
            "**/assets/UsersView-*.js",
            async route =>
            {
                await arrives.Task;
                await route.ContinueAsync();
            }
        );

        await console.Page.GetByLabel("操作者名称或 ID").FillAsync("a1");
        await Expect(console.Page.GetByLabel("操作者名称或 ID")).ToHaveValueAsync("a1");
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
