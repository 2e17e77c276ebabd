using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ProfileOnDesktopTests(BrowserFixture fixture) : ProfileTests(fixture);

public sealed class ProfileOnPhoneTests(BrowserFixture fixture) : ProfileTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>What people change about themselves: their picture and what they say of themselves.</summary>
public abstract partial class ProfileTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Profile_WhenChanged_ShouldBeSeenByThemselvesAndTheOthers()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer);
        var picture = window.Page.Locator("header img").First;
        await Expect(picture).Not.ToHaveAttributeAsync("src", OwnPicture());

        var dialog = await OpenProfileAsync(window);
        await dialog.GetByTestId("pick-avatar").SetInputFilesAsync([PickedFile.Picture("门店.png", 400, 300)]);
        await Expect(dialog.Locator("img[src*='/media/uploads/']")).ToBeVisibleAsync();
        await dialog.GetByLabel("简介").FillAsync("二十四小时营业");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(window.Page.GetByText("个人资料已保存")).ToBeVisibleAsync();
        await Expect(picture).ToHaveAttributeAsync("src", OwnPicture());

        await window.Page.ReloadAsync();
        await Expect(picture).ToHaveAttributeAsync("src", OwnPicture());
        var other = await OpenChatAsync(merchant);
        await Expect(other.Conversation(BuyerName).Locator("img")).ToHaveAttributeAsync("src", OwnPicture());
        Assert.True(
            await other.Conversation(BuyerName).Locator("img").EvaluateAsync<bool>("img => img.decode().then(() => img.naturalWidth > 0)")
        );
        await other.Conversation(BuyerName).ClickAsync();
        await other.OpenPanelTabAsync("客户信息");
        await Expect(other.Page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("二十四小时营业");
    }

    [ChromiumFact]
    public async Task Profile_WhenThePictureIsNone_ShouldSayWhyAndKeepTheOldOne()
    {
        MayFailRequests = true;
        var (buyer, _) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer);
        var dialog = await OpenProfileAsync(window);

        await dialog
            .GetByTestId("pick-avatar")
            .SetInputFilesAsync([PickedFile.Of("x.png", "image/png", "<svg onload=alert(1)>"u8.ToArray())]);
        await Expect(dialog.GetByRole(AriaRole.Alert).First).ToContainTextAsync("扩展名不符");

        // A document is a file that the server takes, and no picture.
        await dialog.GetByTestId("pick-avatar").SetInputFilesAsync([PickedFile.Pdf("报价单.pdf")]);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "更换头像" })).ToBeEnabledAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("图片");
        await Accessibility.CheckAsync(window.Page, "profile");
        await window.Page.ReloadAsync();
        await Expect(window.Page.Locator("header img").First).Not.ToHaveAttributeAsync("src", OwnPicture());
    }

    private static async Task<ILocator> OpenProfileAsync(ChatWindow window)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" }).First.ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "个人资料" }).ClickAsync();
        return window.Page.GetByRole(AriaRole.Dialog);
    }

    private async Task<(Person Buyer, Person Merchant)> CreatePairAsync()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        await Server.SayAsync(buyer, await Server.StartConversationAsync(buyer, merchant), "在吗");
        return (buyer, merchant);
    }

    [GeneratedRegex("/media/avatars/[0-9]{4}/")]
    private static partial Regex OwnPicture();
}
