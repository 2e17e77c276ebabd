using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>What is done to several selected users of the console at once.</summary>
public sealed class ConsoleBulkTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task BulkBar_WhenRowsAreSelected_ShouldDisableThemAll()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        for (var i = 1; i <= 3; i++)
            await Server.CreatePersonAsync("buyer", $"{mark}-{i}");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.GoToAsync($"/admin/users?search={mark}");
        await Expect(console.Rows).ToHaveCountAsync(3);

        await console.Page.Locator("thead input[type=checkbox]").CheckAsync();
        await Expect(console.Page.GetByTestId("bulk-bar")).ToContainTextAsync("已选 3 位");
        await console.Button("停用（3）").ClickAsync();
        await Expect(console.Dialog).ToContainTextAsync($"{mark}-2");
        await console.ConfirmAsync();

        await Expect(console.Row("已停用")).ToHaveCountAsync(3);
        await Expect(console.Page.GetByTestId("bulk-bar")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task BulkBar_WhenSpammersAreBanned_ShouldCleanUpAndLeaveWhoWasChangedMeanwhile()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var spammers = await Server.CreatePeopleAsync("buyer", [$"{mark}-1", $"{mark}-2", $"{mark}-3"]);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(spammers[0], merchant);
        await Server.SayAsync(spammers[0], conversation, "加我微信");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.GoToAsync($"/admin/users?search={mark}");
        await Expect(console.Rows).ToHaveCountAsync(3);
        await console.Page.Locator("thead input[type=checkbox]").CheckAsync();
        await console.Button("封禁并清理（3）").ClickAsync();
        await Expect(console.Dialog).ToContainTextAsync($"{mark}-2");
        await Expect(console.Page.GetByTestId("confirm")).ToBeDisabledAsync();
        await console.Dialog.GetByLabel("原因").FillAsync("垃圾广告");

        // Another admin is quicker with one of them.
        await Server.SetStatusAsync(spammers[2], "disabled");
        await console.ConfirmAsync();

        await Expect(console.Page.GetByText($"{mark}-3：其他人刚刚把状态改为「已停用」")).ToBeVisibleAsync();
        await Expect(console.Row("已停用")).ToHaveCountAsync(3);
        await Expect(console.Page.GetByTestId("bulk-bar")).ToContainTextAsync("已选 1 位");
        Assert.Equal("", await Server.LastContentAsync(merchant, conversation));
    }

    [ChromiumFact]
    public async Task BulkBar_WhenSomebodyIsGoneMeanwhile_ShouldDoTheOthersAndKeepWhoWasRefused()
    {
        MayFailRequests = true;
        var mark = Guid.NewGuid().ToString("N")[..8];
        await Server.CreatePeopleAsync("buyer", [$"{mark}-1", $"{mark}-2", $"{mark}-3"]);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}&sort=username");
        await console.Page.Locator("thead input[type=checkbox]").CheckAsync();
        var id = (await console.Row($"{mark}-2").Locator(".id").InnerTextAsync()).Trim();
        var other = new ConsoleWindow(await Context.NewPageAsync(), Server.Url);
        await other.GoToAsync($"/admin/users/{id}");
        await other.Button("删除").ClickAsync();
        await other.ConfirmAsync();
        await Expect(other.Page.GetByTestId("user-drawer")).ToContainTextAsync("已删除");

        await console.Button("停用（3）").ClickAsync();
        await console.Page.GetByTestId("confirm").ClickAsync();

        await Expect(
                console.Page.GetByText($"已处理 2 位，1 位没有处理，仍在选中：\n{mark}-2：其他人刚刚把状态改为「已删除」，请看过后再操作")
            )
            .ToBeVisibleAsync();
        await Expect(console.Row("已停用")).ToHaveCountAsync(2);
        await Expect(console.Page.GetByTestId("bulk-bar")).ToContainTextAsync("已选 1 位");
        await Expect(console.Row($"{mark}-2").GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
    }
}
