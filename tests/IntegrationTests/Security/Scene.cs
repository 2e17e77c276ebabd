using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>A conversation of two with a message, and people around it; new for each row of the matrix, because calls change it.</summary>
public sealed record Scene(ChatServer Server, ChatUser Buyer, ChatUser Merchant, ChatUser Stranger, ChatUser Platform, ChatUser Admin, ChatUser Bystander, ChatUser OtherMerchant, long Conversation, long Message, long QuickReply)
{
    /// <summary>The token's <c>jti</c>.</summary>
    public string BystanderSessionId
    {
        get
        {
            var payload = Bystander.Token.Split('.')[1].Replace('-', '+').Replace('_', '/');
            using var claims = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))));
            return claims.RootElement.Text("jti");
        }
    }

    public static async Task<Scene> CreateAsync(ChatServer server)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "a message");
        var reply = await buyer.PostAsync("/api/quick-replies", new { content = "a quick reply" }).ShouldBe(201);
        var adminName = ChatUser.NewId("admin");
        await server.Admin.PostAsync("/api/users", new { username = adminName, role = "admin", password = "a long password" }).ShouldBe(201);
        using var signedIn = await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username = adminName, password = "a long password" });
        var admin = new ChatUser(server, await signedIn.Content.ReadFromJsonAsync<JsonElement>());
        return new Scene(
            server, buyer, merchant, await server.CreateBuyerAsync(), await server.CreatePlatformAsync(), admin, await server.CreateBuyerAsync(), await server.CreateMerchantAsync(),
            conversation, message.Id(), reply.Id());
    }

    /// <summary>Null for the anonymous caller.</summary>
    public ChatUser? Of(Caller caller) => caller switch
    {
        Caller.Stranger => Stranger,
        Caller.Platform => Platform,
        Caller.Merchant => Merchant,
        Caller.Buyer => Buyer,
        Caller.Admin => Admin,
        _ => null,
    };
}
