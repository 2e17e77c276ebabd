using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class SharedFilesOnDesktopTests(BrowserFixture fixture) : SharedFilesTests(fixture);

public sealed class SharedFilesOnPhoneTests(BrowserFixture fixture) : SharedFilesTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>The side panel's 文件: every picture and document of a conversation.</summary>
public abstract class SharedFilesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int PageSize = 48;

    private static ILocator Pictures(ChatWindow window) =>
        window.Page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Button, new() { Name = "查看图片" });

    [ChromiumFact]
    public async Task SharedFiles_WhenPicturesComeAndGo_ShouldShowThoseThatAreThere()
    {
        var (buyer, merchant, conversation) = await CreateConversationAsync();
        await SendAsync(buyer, conversation, "image", PickedFile.Picture("早先.png"));
        await SendAsync(merchant, conversation, "image", PickedFile.Picture("回复.png"));
        var window = await OpenSharedFilesAsync(merchant, buyer);
        await Expect(Pictures(window)).ToHaveCountAsync(2);
        await Expect(Pictures(window).First).ToHaveAccessibleNameAsync("查看图片 回复.png");
        await Accessibility.CheckAsync(window.Page, "shared pictures");

        var fresh = await SendAsync(buyer, conversation, "image", PickedFile.Picture("刚发.png"));
        await Expect(Pictures(window)).ToHaveCountAsync(3);
        await Expect(Pictures(window).First).ToHaveAccessibleNameAsync("查看图片 刚发.png");

        await Server.RecallAsync(buyer, fresh);
        await Expect(Pictures(window)).ToHaveCountAsync(2);
        await Expect(Pictures(window).First).ToHaveAccessibleNameAsync("查看图片 回复.png");
    }

    [ChromiumFact]
    public async Task SharedFiles_WhenAPictureIsOpened_ShouldShowItOverThePanel()
    {
        var (buyer, merchant, conversation) = await CreateConversationAsync();
        foreach (var name in (string[])["一.png", "二.png", "三.png"])
            await SendAsync(buyer, conversation, "image", PickedFile.Picture(name, 300, 200));
        var window = await OpenSharedFilesAsync(merchant, buyer);
        var viewer = window.Page.Locator(".pswp");
        var counter = window.Page.Locator(".pswp__counter");

        await Pictures(window).Nth(1).ClickAsync();
        await Expect(counter).ToHaveTextAsync("2 / 3");
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(counter).ToHaveTextAsync("3 / 3");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "关闭" }).Last.ClickAsync();
        await Expect(viewer).ToHaveCountAsync(0);

        // The key and the way back close what is on top, and the panel below it stays.
        await Pictures(window).First.ClickAsync();
        await Expect(counter).ToHaveTextAsync("3 / 3");
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(viewer).ToHaveCountAsync(0);
        await Pictures(window).First.ClickAsync();
        await Expect(counter).ToHaveTextAsync("3 / 3");
        await window.Page.GoBackAsync();
        await Expect(viewer).ToHaveCountAsync(0);
        await Expect(Pictures(window)).ToHaveCountAsync(3);
    }

    [ChromiumFact]
    public async Task SharedFiles_WhenADocumentIsAskedFor_ShouldDownloadItUnderItsName()
    {
        var (buyer, merchant, conversation) = await CreateConversationAsync();
        await SendAsync(buyer, conversation, "image", PickedFile.Picture("药盒.png"));
        await SendAsync(buyer, conversation, "file", PickedFile.Pdf("2025年报价单（终稿）.pdf"));
        var window = await OpenSharedFilesAsync(merchant, buyer);
        var panel = window.Page.GetByRole(AriaRole.Tabpanel);

        await panel.GetByRole(AriaRole.Button, new() { Name = "文档" }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await Accessibility.CheckAsync(window.Page, "documents");
        var download = await window.Page.RunAndWaitForDownloadAsync(() => panel.GetByRole(AriaRole.Link).ClickAsync());
        Assert.Equal("2025年报价单（终稿）.pdf", download.SuggestedFilename);
    }

    [ChromiumFact]
    public async Task SharedFiles_WhenThereAreManyPictures_ShouldBringThemPageByPage()
    {
        var (buyer, merchant, conversation) = await CreateConversationAsync();
        for (var i = 1; i <= PageSize + 2; i++)
            await SendAsync(buyer, conversation, "image", PickedFile.Picture($"{i}.png", 8, 8));
        var window = await OpenSharedFilesAsync(merchant, buyer);
        var more = window.Page.GetByRole(AriaRole.Button, new() { Name = "加载更多" });
        await Expect(Pictures(window)).ToHaveCountAsync(PageSize);

        // One more at the front moves the pages; nothing is shown twice or left out.
        await SendAsync(buyer, conversation, "image", PickedFile.Picture("新.png", 8, 8));
        await Expect(Pictures(window)).ToHaveCountAsync(PageSize + 1);
        await more.ClickAsync();
        await Expect(Pictures(window)).ToHaveCountAsync(PageSize + 3);
        await Expect(Pictures(window).Last).ToHaveAccessibleNameAsync("查看图片 1.png");
        await Expect(more).ToHaveCountAsync(0);
    }

    private async Task<(Person Buyer, Person Merchant, long Conversation)> CreateConversationAsync()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        return (buyer, merchant, await Server.StartConversationAsync(buyer, merchant));
    }

    private Task<long> SendAsync(Person person, long conversation, string type, FilePayload file) =>
        Server.SendFileAsync(person, conversation, type, file.Name, file.Buffer);

    private async Task<ChatWindow> OpenSharedFilesAsync(Person person, Person other)
    {
        var window = await OpenChatAsync(person, other);
        await window.OpenPanelTabAsync("文件");
        return window;
    }
}
