using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LiveChat.IntegrationTests.Support;

/// <summary>One session of one user, with both doors: REST here, the hub by <see cref="ConnectAsync"/>.</summary>
public sealed class ChatUser
{
    private readonly ChatServer _server;

    public ChatUser(ChatServer server, JsonElement session)
    {
        _server = server;
        Token = session.Text("access_token");
        Id = session.GetProperty("user").Text("id");
        Http = server.CreateClient();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public string Id { get; }

    public string Token { get; }

    public HttpClient Http { get; }

    public static string NewId(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    public static string NewClientMessageId() => Guid.NewGuid().ToString("N");

    public static object Draft(string content, string? clientMessageId = null, long? replyToId = null) =>
        new
        {
            client_message_id = clientMessageId ?? NewClientMessageId(),
            type = "text",
            content,
            reply_to_id = replyToId,
        };

    public async Task<Answer> GetAsync(string path) => await Answer.ReadAsync(await Http.GetAsync(path));

    public async Task<Answer> PostAsync(string path, object? body = null) =>
        await Answer.ReadAsync(body is null ? await Http.PostAsync(path, null) : await Http.PostAsJsonAsync(path, body));

    public async Task<Answer> PutAsync(string path, object body) => await Answer.ReadAsync(await Http.PutAsJsonAsync(path, body));

    /// <summary>A body as it is, well-formed or not.</summary>
    public async Task<Answer> PostTextAsync(string path, string body, string contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        return await Answer.ReadAsync(await Http.PostAsync(path, content));
    }

    /// <summary>Opens the conversation with somebody and returns its id.</summary>
    public async Task<long> StartConversationAsync(ChatUser other)
    {
        var answer = await PostAsync("/api/conversations", new { target_user_id = other.Id });
        Assert.True(answer.Status is 200 or 201, answer.Text);
        return answer.Body.Id();
    }

    public Task<JsonElement> ReadConversationAsync(long conversation) => GetAsync($"/api/conversations/{conversation}").ShouldBe(200);

    public Task<JsonElement> SendAsync(long conversation, string content, string? clientMessageId = null, long? replyToId = null) =>
        PostAsync($"/api/conversations/{conversation}/messages", Draft(content, clientMessageId, replyToId)).ShouldBe(201);

    public Task<JsonElement> MarkReadAsync(long conversation, long sequence) =>
        PutAsync($"/api/conversations/{conversation}/read", new { sequence }).ShouldBe(200);

    public Task<JsonElement> RecallAsync(long message) => PostAsync($"/api/messages/{message}/recall").ShouldBe(200);

    public async Task<long> CountUnreadAsync(long conversation) => (await ReadConversationAsync(conversation)).Number("unread_count");

    /// <summary>One more tab.</summary>
    public async Task<ChatConnection> ConnectAsync(string query = "", string? acceptLanguage = null) =>
        await ChatConnection.OpenAsync(new Uri(_server.Address, "/hubs/chat" + query), Token, acceptLanguage);
}
