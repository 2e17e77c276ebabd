using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>
/// The Big List of Naughty Strings (tests/Data), stored and returned to the letter after trimming white space at the end.
/// </summary>
[Collection(RestTests.Name)]
public class NaughtyStringTests(ChatServer server)
{
    private static readonly List<string> Strings = Read();

    [Fact]
    public async Task Content_WhenNaughty_ShouldComeBackExactly()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();
        var sent = new List<string>();
        foreach (var text in Strings)
        {
            if (!VisibleText.IsIn(text))
            {
                await buyer
                    .PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(text))
                    .ShouldBeProblem("validation_failed", "content");
                continue;
            }

            // By both doors in turn.
            var message = sent.Count % 2 == 0 ? await buyer.SendAsync(conversation, text) : await tab.SendAsync(conversation, text);
            Assert.Equal(text.TrimEnd(), message.Text("content"));
            sent.Add(text.TrimEnd());
        }

        var read = new List<string>();
        while (read.Count < sent.Count)
        {
            var page = await merchant.GetAsync($"/api/conversations/{conversation}/messages?after={read.Count}&limit=200").ShouldBe(200);
            read.AddRange(page.Results().Select(m => m.Text("content")));
        }

        Assert.Equal(sent, read);
        foreach (var text in sent.Where((_, i) => i % 10 == 0))
            Assert.True(
                (await buyer.GetAsync($"/api/conversations?search={Uri.EscapeDataString(text[..Math.Min(text.Length, 50)])}")).Status
                    is 200
                        or 400
            );
    }

    [Fact]
    public async Task Name_WhenNaughty_ShouldComeBackExactly()
    {
        var names = Strings.Where(s => VisibleText.IsIn(s) && s.TrimEnd().Length <= 50).ToList();
        var refused = 0;
        foreach (var name in names)
        {
            var answer = await server.Admin.PostAsync(
                "/api/users",
                new
                {
                    username = name,
                    role = "merchant",
                    description = name,
                }
            );
            if (answer.Status == 400)
            {
                // A name is held to more than a text is: no hidden characters, no marks of direction, no mixed alphabets.
                Assert.Equal("username", Assert.Single(answer.Body.GetProperty("errors").EnumerateObject()).Name);
                refused++;
                continue;
            }

            // Some of them are names that imitate others.
            if (answer.Status == 409)
            {
                refused++;
                continue;
            }

            Assert.Equal(201, answer.Status);
            var user = answer.Body;
            var read = await server.Admin.GetAsync($"/api/users/{user.Text("id")}").ShouldBe(200);
            Assert.Equal((name.TrimEnd(), name), (read.Text("username"), read.Text("description")));
            await Answer.ReadAsync(await server.Anonymous.GetAsync(new Uri(read.Text("avatar_url")).AbsolutePath)).ShouldBe(200);
        }

        Assert.InRange(refused, 1, names.Count / 4);
    }

    [Fact]
    public async Task QuickReply_WhenNaughty_ShouldComeBackExactly()
    {
        var buyer = await server.CreateBuyerAsync();
        foreach (var text in Strings.Where(s => VisibleText.IsIn(s) && s.TrimEnd().Length <= 200))
        {
            var reply = await buyer.PostAsync("/api/quick-replies", new { content = text }).ShouldBe(201);
            Assert.Equal(text.TrimEnd(), (await buyer.GetAsync("/api/quick-replies").ShouldBe(200)).Results().Single().Text("content"));
            Assert.Equal(204, (int)(await buyer.Http.DeleteAsync($"/api/quick-replies/{reply.Id()}")).StatusCode);
        }
    }

    private static List<string> Read()
    {
        var strings = JsonSerializer.Deserialize<List<string>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "naughty-strings.json"))
        )!;
        Assert.True(strings.Count > 400);
        return strings;
    }
}
