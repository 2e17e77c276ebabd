namespace LiveChat.EndToEndTests.Support;

/// <summary>What one sees and does on the chat page, the console's conversations included.</summary>
public sealed class ChatWindow(IPage page)
{
    public IPage Page => page;

    public ILocator ConversationList => page.GetByTestId("conversation-list");

    public ILocator Conversations => page.GetByTestId("conversation-item");

    public ILocator Composer => page.GetByTestId("composer");

    public ILocator MessageList => page.GetByTestId("message-list");

    public ILocator Messages => page.GetByTestId("message");

    public ILocator Presence => page.GetByTestId("presence");

    public ILocator Typing => page.GetByTestId("typing");

    public ILocator UnreadBadges => page.GetByTestId("unread-badge");

    public ILocator Conversation(string name) => Conversations.Filter(new LocatorFilterOptions { HasText = name });

    public ILocator Message(string text) => Messages.Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>A tool of the composer: in the row below the field, or behind the + of phones.</summary>
    public async Task OpenToolAsync(string name)
    {
        var more = page.GetByRole(AriaRole.Button, new() { Name = "更多工具" });
        if (await more.IsVisibleAsync())
            await more.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
    }

    public async Task SendAsync(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }
}
