namespace LiveChat.EndToEndTests.Support;

/// <summary>What one sees and does in the admin console.</summary>
public sealed class ConsoleWindow(IPage page, string url)
{
    public IPage Page => page;

    /// <summary>The live list and the conversation that is read.</summary>
    public ChatWindow Chat { get; } = new(page);

    /// <summary>A row of a list: of a table, or on a phone a card.</summary>
    public const string RowSelector = ":is([data-testid=list-row], [data-testid=list-card])";

    public ILocator Rows => page.Locator(RowSelector);

    public ILocator Count => page.GetByTestId("list-count");

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public Task ChooseAsync(string list, string option) =>
        page.GetByRole(AriaRole.Combobox, new() { Name = list, Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>A window of the console, signed in as the demo's admin.</summary>
    public static async Task<ConsoleWindow> OpenAsync(IBrowserContext context, LiveServer server, string path = "/admin")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Url + path);
        await page.GetByLabel("用户名").FillAsync("admin");
        await page.GetByLabel("密码").FillAsync(server.AdminPassword);
        await page.GetByLabel("密码").PressAsync("Enter");
        await page.WaitForURLAsync(server.Url + path);
        return new ConsoleWindow(page, server.Url);
    }

    public Task GoToAsync(string path) => page.GotoAsync(url + path);

    public ILocator Row(string text) => Rows.Filter(new LocatorFilterOptions { HasText = text });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Says yes to the question that is open, and waits until it is gone.</summary>
    public async Task ConfirmAsync()
    {
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("confirm")).ToHaveCountAsync(0);
    }
}
