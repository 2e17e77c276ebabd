using System.Net.WebSockets;
using System.Text;
using LiveChat.IntegrationTests.Hubs;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>
/// Throws at the hub what no client of ours would say: a call is refused or the connection closed, and everybody else is served on.
/// </summary>
[Collection(HubTests.Name)]
public class HostileHubTests(ChatServer server)
{
    private static readonly string[] Values =
    [
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "1e400",
        "9223372036854775807",
        "9223372036854775808",
        "\"\"",
        "\"text\"",
        "\"' OR 1=1 --\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "{}",
        "[]",
        "[null]",
        "[[]]",
        "[{}]",
        "{\"a\":{\"b\":[]}}",
    ];

    private static readonly Dictionary<string, string[]> Methods = new()
    {
        ["SendMessage"] = ["conversation_id", "client_message_id", "type", "content", "attachment_id", "reply_to_id"],
        ["MarkRead"] = ["conversation_id", "sequence"],
        ["RecallMessage"] = ["message_id"],
        ["SetTyping"] = ["conversation_id", "is_typing"],
        ["WatchPresence"] = ["user_ids"],
        ["GetHeads"] = ["anything"],
        ["WatchAll"] = ["enabled"],
    };

    [Fact]
    public async Task Methods_WhenFedWrongTypes_ShouldRefuseTheCallAndKeepTheConnection()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        using var hub = await RawHub.OpenAsync(server.Address, buyer.Token);
        var calls = 0;
        foreach (var (method, properties) in Methods)
        {
            var arguments = Values
                .Concat(properties.SelectMany(p => Values.Select(v => $$"""{"{{p}}":{{v}}}""")))
                .Concat(properties.SelectMany(p => Values.Select(v => Fit(method, conversation, p, v))));
            foreach (var argument in arguments)
            {
                await hub.SendAsync($$"""{"type":1,"invocationId":"{{++calls}}","target":"{{method}}","arguments":[{{argument}}]}""");
                var answer = (await hub.ReceiveCompletionAsync($"{calls}")).GetRawText();
                Assert.DoesNotContain("internal: ", answer, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
            }

            foreach (var arguments2 in new[] { "", "{},{}", "null", "1,2,3,4,5" })
            {
                await hub.SendAsync($$"""{"type":1,"invocationId":"{{++calls}}","target":"{{method}}","arguments":[{{arguments2}}]}""");
                await hub.ReceiveCompletionAsync($"{calls}");
            }
        }

        Assert.True(calls > 600, $"Only {calls} calls were made.");
        Assert.True(await hub.IsServedAsync());
    }

    public static TheoryData<string> Frames =>
        [
            "",
            "{",
            "{}",
            "[]",
            "null",
            "7",
            "{\"type\":1}",
            "{\"type\":1,\"target\":7,\"arguments\":[]}",
            "{\"type\":1,\"target\":\"SendMessage\"}",
            "{\"type\":1,\"target\":\"SendMessage\",\"arguments\":{}}",
            "{\"type\":1,\"invocationId\":7,\"target\":\"GetHeads\",\"arguments\":[{}]}",
            "{\"type\":2,\"invocationId\":\"1\",\"item\":1}",
            "{\"type\":3,\"invocationId\":\"1\",\"result\":1}",
            "{\"type\":3,\"invocationId\":\"1\",\"result\":1,\"error\":\"x\"}",
            "{\"type\":4,\"invocationId\":\"1\",\"target\":\"GetHeads\",\"arguments\":[{}]}",
            "{\"type\":5,\"invocationId\":\"1\"}",
            "{\"type\":6}",
            "{\"type\":7,\"error\":\"x\"}",
            "{\"type\":8,\"sequenceId\":1}",
            "{\"type\":9,\"sequenceId\":1}",
            "{\"type\":\"1\"}",
            "{\"type\":1,\"target\":\"OnConnectedAsync\",\"arguments\":[]}",
            "{\"type\":1,\"target\":\"OnDisconnectedAsync\",\"arguments\":[null]}",
            "{\"type\":1,\"target\":\"Dispose\",\"arguments\":[]}",
            "{\"type\":1,\"target\":\"get_Clients\",\"arguments\":[]}",
            "{\"type\":1,\"target\":\"SendMessage\",\"arguments\":[{\"conversation_id\":1,\"content\":\"cut",
        ];

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Frame_WhenItIsNoCallOfOurs_ShouldHarmNobodyElse(string frame)
    {
        var buyer = await server.CreateBuyerAsync();
        await using var other = await buyer.ConnectAsync();
        using var hub = await RawHub.OpenAsync(server.Address, buyer.Token);

        await hub.SendAsync(frame);

        // Answered or cut off, either is fine; being left waiting is not.
        await hub.IsServedAsync();
        await other.CallAsync("GetHeads", new { });
    }

    [Fact]
    public async Task Frame_WhenItIsDeepOrNoText_ShouldHarmNobodyElse()
    {
        var buyer = await server.CreateBuyerAsync();
        await using var other = await buyer.ConnectAsync();
        foreach (
            var argument in new[]
            {
                new string('[', 10_000),
                $"{new string('[', 10_000)}{new string(']', 10_000)}",
                string.Concat(Enumerable.Repeat("{\"a\":", 5_000)),
            }
        )
        {
            using var deep = await RawHub.OpenAsync(server.Address, buyer.Token);
            await deep.SendAsync($$"""{"type":1,"invocationId":"1","target":"GetHeads","arguments":[{{argument}}]}""");
            await deep.IsServedAsync();
        }

        foreach (var type in new[] { WebSocketMessageType.Text, WebSocketMessageType.Binary })
        {
            using var noText = await RawHub.OpenAsync(server.Address, buyer.Token);
            await noText.SendBytesAsync(
                [
                    .. Encoding.UTF8.GetBytes("""{"type":1,"invocationId":"1","target":"GetHeads","arguments":[{"a":""" + "\""),
                    0xFF,
                    0xFE,
                    .. "\"}]}"u8,
                    0x1e,
                ],
                type
            );
            await noText.IsServedAsync();
        }

        await other.CallAsync("GetHeads", new { });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Frame_WhenOver32Kilobytes_ShouldCloseTheConnection(bool isWhole)
    {
        var buyer = await server.CreateBuyerAsync();
        using var hub = await RawHub.OpenAsync(server.Address, buyer.Token);
        var start = """{"type":1,"invocationId":"1","target":"GetHeads","arguments":[{"a":""" + "\"" + new string('x', 33 * 1024);

        await hub.SendBytesAsync(Encoding.UTF8.GetBytes(isWhole ? start + "\"}]}\u001e" : start));

        Assert.False(await hub.IsServedAsync());
    }

    private static string Fit(string method, long conversation, string property, string value)
    {
        var properties = new Dictionary<string, string>
        {
            ["conversation_id"] = $"{conversation}",
            ["client_message_id"] = $"\"{ChatUser.NewClientMessageId()}\"",
            ["type"] = "\"text\"",
            ["content"] = "\"x\"",
            ["sequence"] = "0",
            ["is_typing"] = "true",
            ["message_id"] = "1",
            ["user_ids"] = "[]",
            ["enabled"] = "false",
        }
            .Where(p => Methods[method].Contains(p.Key))
            .ToDictionary();
        properties[property] = value;
        return $"{{{string.Join(',', properties.Select(p => $"\"{p.Key}\":{p.Value}"))}}}";
    }
}
