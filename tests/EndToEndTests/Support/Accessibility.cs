using Deque.AxeCore.Commons;

namespace LiveChat.EndToEndTests.Support;

/// <summary>What is on a page, held against all rules of axe and read for sentences that are missing.</summary>
internal static class Accessibility
{
    /// <summary>
    /// Colours on their way from one theme to the other are nobody's; an inherited one moves on from element to element, frame by frame.
    /// </summary>
    private const string Settled = """
        async () => {
            for (let quiet = 0; quiet < 5; quiet = document.getAnimations().length === 0 ? quiet + 1 : 0)
                await new Promise(requestAnimationFrame);
        }
        """;

    /// <summary>Text that is the key of a sentence, because the sentence did not come with the page.</summary>
    private const string Keys = """
        () => {
            const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (words.nextNode())
                if (/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/.test(words.currentNode.data.trim())) found.push(words.currentNode.data.trim());
            return found;
        }
        """;

    /// <summary>
    /// The script of axe, which is brought into each page once and run there. Deque's binding for Playwright brings it anew for each check,
    /// and opens a second page to merge the results of frames; these pages have no frames.
    /// </summary>
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Look = """
        async (rules) => {
            const runOnly = rules.length === 0 ? undefined : { type: 'rule', values: rules };
            const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
            return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
        }
        """;

    /// <summary>The rules whose answer the theme can change.</summary>
    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    /// <summary>Fails when axe finds a violation in either theme: of all rules in one, of those for colours in the other.</summary>
    /// <param name="what">What the page shows, for the failure's message.</param>
    public static async Task CheckAsync(IPage page, string what)
    {
        Assert.Empty(await page.EvaluateAsync<string[]>(Keys));
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", scheme == ColorScheme.Dark ? "dark" : "light");
            await page.EvaluateAsync(Settled);
            if (await page.EvaluateAsync<bool>("() => !('axe' in window)"))
                await page.EvaluateAsync(Axe);
            var found = await page.EvaluateAsync<string[]>(Look, scheme == ColorScheme.Light ? [] : Colours);
            Assert.True(found.Length == 0, string.Join('\n', found.Select(violation => $"{what}, {scheme}: {violation}")));
        }
    }
}
