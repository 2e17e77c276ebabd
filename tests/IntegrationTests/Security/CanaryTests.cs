using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>
/// Each pair says and keeps something that nobody else has; whatever a user is answered or pushed is searched for what is not theirs.
/// </summary>
[Collection(HubTests.Name)]
public class CanaryTests(ChatServer server)
{
    private const int Pairs = 4;

    [Fact]
    public async Task Everything_WhenReadAndPushed_ShouldHoldNobodyElsesData()
    {
        var pairs = new List<(ChatUser Buyer, ChatUser Merchant, long Conversation, string Canary)>();
        for (var i = 0; i < Pairs; i++)
        {
            var (buyer, merchant, conversation) = await server.CreatePairAsync();
            pairs.Add((buyer, merchant, conversation, $"canary-{Guid.NewGuid():N}"));
        }

        var connections = new List<ChatConnection>();
        foreach (var pair in pairs)
        {
            connections.Add(await pair.Buyer.ConnectAsync());
            connections.Add(await pair.Merchant.ConnectAsync());
        }

        foreach (var (buyer, merchant, conversation, canary) in pairs)
        {
            var message = await buyer.SendAsync(conversation, $"{canary} one");
            await merchant.SendAsync(conversation, $"{canary} two", replyToId: message.Id());
            await buyer.PostAsync("/api/quick-replies", new { content = $"{canary} quick" }).ShouldBe(201);
            await buyer.PutAsync("/api/users/me", new { description = $"{canary} about" }).ShouldBe(200);
            await merchant.MarkReadAsync(conversation, 2);
        }

        for (var i = 0; i < Pairs; i++)
        {
            var (buyer, merchant, conversation, canary) = pairs[i];
            await connections[2 * i].WaitForAsync("MessageReceived", m => m.Text("content") == $"{canary} two");
            var seen = new List<string>(connections[2 * i].All().Concat(connections[(2 * i) + 1].All()).Select(e => e.Body.GetRawText()));
            foreach (var user in new[] { buyer, merchant })
                seen.AddRange(await ReadAllAsync(user, conversation, pairs));

            Assert.Contains(seen, text => text.Contains(canary, StringComparison.Ordinal));
            foreach (var other in pairs.Where(p => p.Canary != canary))
                Assert.DoesNotContain(seen, text => text.Contains(other.Canary, StringComparison.Ordinal));
        }

        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    /// <summary>What one can ask for, of one's own and of others.</summary>
    private static async Task<List<string>> ReadAllAsync(
        ChatUser user,
        long own,
        IEnumerable<(ChatUser Buyer, ChatUser Merchant, long Conversation, string Canary)> pairs
    )
    {
        var paths = new List<string>
        {
            "/api/users?page_size=100",
            "/api/users?search=canary",
            "/api/conversations?page_size=100",
            "/api/conversations?search=canary",
            "/api/messages?page_size=100",
            "/api/quick-replies",
            "/api/auth/me",
            "/api/admin/audit-log",
            "/api/admin/overview",
            $"/api/conversations?user_id={user.Id}",
            $"/api/conversations/{own}/messages?since_revision=0",
        };
        foreach (var (buyer, merchant, conversation, _) in pairs)
        {
            paths.AddRange([
                $"/api/users/{buyer.Id}",
                $"/api/users/{merchant.Id}",
                $"/api/conversations/{conversation}",
                $"/api/conversations/{conversation}/messages",
                $"/api/conversations/{conversation}/messages?since_revision=0",
                $"/api/messages?conversation_id={conversation}",
                $"/api/messages?sender_id={buyer.Id}",
                $"/api/conversations?user_id={buyer.Id}",
                $"/api/users/{buyer.Id}/sessions",
            ]);
        }

        var texts = new List<string>();
        foreach (var path in paths)
            texts.Add((await user.GetAsync(path)).Text);
        return texts;
    }
}
