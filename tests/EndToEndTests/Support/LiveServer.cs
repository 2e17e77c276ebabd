using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LiveChat.Infrastructure.Backups;
using LiveChat.WebApi.CommandLine;
using LiveChat.WebApi.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.EndToEndTests.Support;

/// <summary>The whole server in this process, on a port and a data directory of its own.</summary>
public sealed class LiveServer : IAsyncDisposable
{
    private const string ApiKey = "a-key-for-the-browser-tests";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly Person Admin = new("admin", "admin");

    private readonly string _dataDirectory = Directory.CreateTempSubdirectory("livechat-e2e-").FullName;
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _tokens = [];
    private WebApplication? _app;
    private int _nextMessage;

    private readonly string[] _settings;

    private LiveServer(string[] settings)
    {
        _settings = settings;
        // Chosen before the start, because avatars carry the address and a restart keeps it.
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        _http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    public string AdminPassword { get; private set; } = "";

    /// <param name="settings">Besides those of all tests: <c>--Key=value</c>.</param>
    public static async Task<LiveServer> StartNewAsync(params string[] settings)
    {
        var server = new LiveServer(settings);
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        var database = await TestDatabase.InAsync(_dataDirectory);
        _app = LiveChatServer.Build([
            "--environment=Development",
            $"--Urls={Url}",
            $"--DataDirectory={_dataDirectory}",
            $"--Integration:ApiKeys:0={ApiKey}",
            "--Limits:Enabled=false",
            "--Logging:LogLevel:Default=Warning",
            .. database.Arguments,
            .. _settings,
        ]);
        var seeded = await ServeCommand.InitializeAsync(_app);
        AdminPassword = seeded?.AdminPassword ?? AdminPassword;
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    /// <returns>The archive.</returns>
    public async Task<string> BackUpAsync()
    {
        var file = Path.Combine(_dataDirectory, "backup.zip");
        await _app!.Services.GetRequiredService<BackupMaker>().MakeAsync(file, CancellationToken.None);
        return file;
    }

    /// <summary>Empties the place of a stopped server but for its keys, restores a backup into it, and starts it.</summary>
    public async Task RestoreAsync(string file)
    {
        var database = await TestDatabase.InAsync(_dataDirectory);
        if (TestDatabase.IsPostgreSql)
            await database.ExecuteAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        SqliteConnection.ClearAllPools();
        foreach (var path in Directory.GetFiles(_dataDirectory, "livechat.db*"))
            File.Delete(path);
        Directory.Delete(Path.Combine(_dataDirectory, "media"), recursive: true);
        string[] arguments = ["--environment=Development", $"--DataDirectory={_dataDirectory}", .. database.Arguments];
        await using (var services = DatabaseTool.BuildServices(arguments))
        await using (var scope = services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Restorer>().RestoreAsync(file, CancellationToken.None);
        await StartAsync();
    }

    /// <summary>Somebody new, so that tests do not meet in each other's lists.</summary>
    public async Task<Person> CreatePersonAsync(string role, string username, string description = "") =>
        (await CreatePeopleAsync(role, [username], description))[0];

    /// <returns>Null where the name is refused.</returns>
    public async Task<Person?> TryCreatePersonAsync(string role, string username, string description = "")
    {
        try
        {
            return await CreatePersonAsync(role, username, description);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Person>> CreatePeopleAsync(string role, IReadOnlyList<string> usernames, string description = "")
    {
        var people = usernames.Select(username => new Person($"{role}-{Guid.NewGuid().ToString("N")[..12]}", username)).ToList();
        foreach (var some in people.Chunk(100))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/ensure")
            {
                Content = JsonContent.Create(
                    new
                    {
                        users = some.Select(p => new
                        {
                            p.Id,
                            role,
                            p.Username,
                            description,
                        }),
                    },
                    options: Json
                ),
            };
            request.Headers.Add("X-Api-Key", ApiKey);
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }

        return people;
    }

    /// <returns>The id of the conversation of the two.</returns>
    public async Task<long> StartConversationAsync(Person person, Person other) =>
        (await CallAsync(person, HttpMethod.Post, "/api/conversations", new { target_user_id = other.Id })).GetProperty("id").GetInt64();

    /// <returns>The id of the message.</returns>
    public async Task<long> SayAsync(Person person, long conversationId, string content, long? replyToId = null) => (
            await CallAsync(
                person,
                HttpMethod.Post,
                $"/api/conversations/{conversationId}/messages",
                new
                {
                    client_message_id = $"e2e-{++_nextMessage}",
                    type = "text",
                    content,
                    reply_to_id = replyToId,
                }
            )
        ).GetProperty("id").GetInt64();

    /// <summary>Sends a file without a caption.</summary>
    /// <param name="type"><c>image</c>, <c>file</c> or <c>voice</c>.</param>
    /// <returns>The id of the message.</returns>
    public async Task<long> SendFileAsync(Person person, long conversationId, string type, string name, byte[] content)
    {
        var upload = await UploadAsync(person, name, content);
        return (
            await CallAsync(
                person,
                HttpMethod.Post,
                $"/api/conversations/{conversationId}/messages",
                new
                {
                    client_message_id = $"e2e-{++_nextMessage}",
                    type,
                    attachment_id = upload!.Value.GetProperty("id").GetInt64(),
                }
            )
        ).GetProperty("id").GetInt64();
    }

    /// <param name="name">Goes out as it is, whatever is in it.</param>
    /// <returns>The attachment, or null when it was refused.</returns>
    public async Task<JsonElement?> UploadAsync(Person person, string name, byte[] content)
    {
        const string Boundary = "boundary-of-the-tests";
        using var form = new ByteArrayContent([
            .. Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"),
            .. content,
            .. Encoding.UTF8.GetBytes($"\r\n--{Boundary}--\r\n"),
        ]);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={Boundary}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/uploads") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenOfAsync(person));
        using var response = await _http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.Created ? await response.Content.ReadFromJsonAsync<JsonElement>() : null;
    }

    public Task RecallAsync(Person person, long messageId) => CallAsync(person, HttpMethod.Post, $"/api/messages/{messageId}/recall");

    public async Task ReadAsync(Person person, long conversationId, long sequence) =>
        await CallAsync(person, HttpMethod.Put, $"/api/conversations/{conversationId}/read", new { sequence });

    public async Task<int> CountUnreadAsync(Person person, long conversationId) =>
        (await CallAsync(person, HttpMethod.Get, $"/api/conversations/{conversationId}")).GetProperty("unread_count").GetInt32();

    /// <returns>What the newest message of a conversation says.</returns>
    public async Task<string> LastContentAsync(Person person, long conversationId) =>
        (await CallAsync(person, HttpMethod.Get, $"/api/conversations/{conversationId}"))
            .GetProperty("last_message")
            .GetProperty("content")
            .GetString()!;

    /// <param name="status"><c>active</c> or <c>disabled</c>.</param>
    public async Task SetStatusAsync(Person person, string status)
    {
        if (!_tokens.ContainsKey(Admin.Id))
        {
            using var signIn = await _http.PostAsJsonAsync(
                "/api/auth/login",
                new { username = Admin.Username, password = AdminPassword },
                Json
            );
            signIn.EnsureSuccessStatusCode();
            _tokens[Admin.Id] = (await signIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        }

        await CallAsync(Admin, HttpMethod.Patch, $"/api/users/{person.Id}/status", new { status });
    }

    public async Task AddQuickReplyAsync(Person person, string content, string? code = null, string? group = null) =>
        await CallAsync(
            person,
            HttpMethod.Post,
            "/api/quick-replies",
            new
            {
                content,
                code,
                group,
            }
        );

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        TestDatabase.DropOf(_dataDirectory);
        Directory.Delete(_dataDirectory, recursive: true);
    }

    private async Task<JsonElement> CallAsync(Person person, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenOfAsync(person));
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string> TokenOfAsync(Person person)
    {
        if (_tokens.TryGetValue(person.Id, out var token))
            return token;
        using var signIn = await _http.PostAsJsonAsync("/api/auth/demo", new { user_id = person.Id }, Json);
        signIn.EnsureSuccessStatusCode();
        return _tokens[person.Id] = (await signIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}

public sealed record Person(string Id, string Username);
