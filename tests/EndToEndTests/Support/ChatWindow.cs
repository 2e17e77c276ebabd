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

    public ILocator JumpToEnd => page.GetByTestId("jump-to-end");

    public ILocator Presence => page.GetByTestId("presence");

    public ILocator Typing => page.GetByTestId("typing");

    public ILocator UnreadBadges => page.GetByTestId("unread-badge");

    public ILocator Conversation(string name) => Conversations.Filter(new LocatorFilterOptions { HasText = name });

    public ILocator Message(string text) => Messages.Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>A tool of the composer: in the row below the field, or behind the + of phones.</summary>
    public async Task OpenToolAsync(string name)
    {
        var more = page.GetByRole(AriaRole.Button, new() { Name = "打开工具" });
        if (await more.IsVisibleAsync())
            await more.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
    }

    /// <summary>A tab of the side panel: the third column, or behind 更多 where there are fewer.</summary>
    public async Task OpenPanelTabAsync(string name)
    {
        await Expect(Composer).ToBeVisibleAsync();
        var more = page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true });
        if (await more.IsVisibleAsync())
            await more.ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true }).ClickAsync();
    }

    /// <summary>Scrolls up for as long as there are older messages, and no longer than 20 seconds.</summary>
    /// <returns>How many messages stood in the page at once, at most.</returns>
    public Task<int> ScrollToBeginningAsync() =>
        MessageList.EvaluateAsync<int>(
            """
            async list => {
              let [most, still] = [0, 0];
              for (const end = Date.now() + 20_000; Date.now() < end && still < 5;) {
                still = list.scrollTop === 0 && list.querySelector('[data-sequence="1"]') ? still + 1 : 0;
                list.scrollTop = 0;
                await new Promise(requestAnimationFrame);
                most = Math.max(most, list.querySelectorAll('[data-testid=message]').length);
              }
              return most;
            }
            """
        );

    /// <summary>Lets a finger rest on a message until its menu is there.</summary>
    public async Task PressLongAsync(ILocator message)
    {
        var box = (await message.Locator(".bubble").BoundingBoxAsync())!;
        var touch = await page.Context.NewCDPSessionAsync(page);
        await touch.SendAsync(
            "Input.dispatchTouchEvent",
            new() { ["type"] = "touchStart", ["touchPoints"] = new[] { new { x = box.X + 10, y = box.Y + 10 } } }
        );
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }

    public async Task SendAsync(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }
}
