using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>A conversation of two with a message, and people around it; new for each row of the matrix, because calls change it.</summary>
public sealed record Scene(
    ChatServer Server,
    ChatUser Buyer,
    ChatUser Merchant,
    ChatUser Stranger,
    ChatUser Platform,
    ChatUser Admin,
    ChatUser Bystander,
    ChatUser OtherMerchant,
    long Conversation,
    long Message,
    long QuickReply,
    long BystanderSession
)
{
    public static async Task<Scene> CreateAsync(ChatServer server)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "a message");
        var reply = await buyer.PostAsync("/api/quick-replies", new { content = "a quick reply" }).ShouldBe(201);
        var adminName = ChatUser.NewId("admin");
        await server
            .Admin.PostAsync(
                "/api/users",
                new
                {
                    username = adminName,
                    role = "admin",
                    password = "a long password",
                }
            )
            .ShouldBe(201);
        using var signedIn = await server.Anonymous.PostAsJsonAsync(
            "/api/auth/login",
            new { username = adminName, password = "a long password" }
        );
        var admin = new ChatUser(server, await signedIn.Content.ReadFromJsonAsync<JsonElement>());
        var bystander = await server.CreateBuyerAsync();
        var session = (await server.Admin.GetAsync($"/api/users/{bystander.Id}/sessions").ShouldBe(200)).Results().Single();
        return new Scene(
            server,
            buyer,
            merchant,
            await server.CreateBuyerAsync(),
            await server.CreatePlatformAsync(),
            admin,
            bystander,
            await server.CreateMerchantAsync(),
            conversation,
            message.Id(),
            reply.Id(),
            session.Id()
        );
    }

    /// <summary>Null for the anonymous caller.</summary>
    public ChatUser? Of(Caller caller) =>
        caller switch
        {
            Caller.Stranger => Stranger,
            Caller.Platform => Platform,
            Caller.Merchant => Merchant,
            Caller.Buyer => Buyer,
            Caller.Admin => Admin,
            _ => null,
        };
}
