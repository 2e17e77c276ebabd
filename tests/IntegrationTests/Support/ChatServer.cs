using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.Support.Storage;
using LiveChat.WebApi.CommandLine;
using LiveChat.WebApi.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Support;

/// <summary>The real server in this process: Kestrel on a free port of the loopback, with a directory and a database of its own.</summary>
public sealed class ChatServer : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>The key of the host site.</summary>
    public const string ApiKey = "integration-key-of-the-tests";

    /// <summary>The settings that map every endpoint there is.</summary>
    public static readonly string[] EveryDoor =
    [
        "--Registration:Enabled=true",
        "--Identity:Hosts:0:Issuer=shop",
        "--Identity:Hosts:0:Algorithm=HS256",
        "--Identity:Hosts:0:Key=a-key-of-the-host-site-with-more-than-32-bytes",
    ];

    private readonly string[] _settings;
    private readonly TempDirectory _directory = new();
    private WebApplication? _app;

    public ChatServer()
        : this([]) { }

    private ChatServer(string[] settings) => _settings = settings;

    public Uri Address { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    public ChatUser Admin { get; private set; } = null!;

    public string AdminPassword { get; private set; } = "";

    public IServiceProvider Services => _app!.Services;

    public string MediaPath => Path.Combine(_directory.Path, "media");

    /// <summary>The paths of all files, kept or not.</summary>
    public async Task<List<string>> ListFilesAsync() => await (await TestFiles.InAsync(_directory.Path)).ListAsync();

    /// <summary>Reads a file past the server.</summary>
    public async Task<byte[]> ReadFileAsync(string path) => await (await TestFiles.InAsync(_directory.Path)).ReadAsync(path);

    /// <summary>Removes files that are not needed, as the server does by itself, at a later time.</summary>
    public async Task RemoveUnusedFilesAsync(TimeSpan later)
    {
        await using var scope = Services.CreateAsyncScope();
        await ActivatorUtilities
            .CreateInstance<RemoveUnusedHandler>(scope.ServiceProvider, new Ahead(later))
            .Handle(new RemoveUnusedCommand(), CancellationToken.None);
    }

    /// <summary>The file of the database, on SQLite.</summary>
    public string DatabasePath => Path.Combine(_directory.Path, "livechat.db");

    /// <summary>Writes into the database past the server.</summary>
    public async Task ExecuteSqlAsync(string sql) => await (await TestDatabase.InAsync(_directory.Path)).ExecuteAsync(sql);

    /// <summary>Reads the database past the server.</summary>
    /// <returns>What <paramref name="read"/> makes of each row.</returns>
    public async Task<List<T>> QuerySqlAsync<T>(string sql, Func<DbDataReader, T> read) =>
        await (await TestDatabase.InAsync(_directory.Path)).QueryAsync(sql, read);

    /// <summary>Reads a number from the database past the server.</summary>
    public async Task<long> CountSqlAsync(string sql) => await (await TestDatabase.InAsync(_directory.Path)).CountAsync(sql);

    /// <summary>A server of the test's own, with settings of its own (<c>--Key=value</c>).</summary>
    public static async Task<ChatServer> StartAsync(params string[] settings)
    {
        var server = new ChatServer(settings);
        await server.InitializeAsync();
        return server;
    }

    public Task InitializeAsync() => StartAsync(new Uri("http://127.0.0.1:0"));

    /// <summary>Stops it as an operator does, and starts it again at the same address. Its users stay signed in.</summary>
    public async Task RestartAsync()
    {
        await StopAsync(_app!);
        await StartAsync(Address);
    }

    private async Task StartAsync(Uri address)
    {
        var database = await TestDatabase.InAsync(_directory.Path);
        var files = await TestFiles.InAsync(_directory.Path);
        _app = LiveChatServer.Build([
            "--environment=Development",
            $"--Urls={address.GetLeftPart(UriPartial.Authority)}",
            $"--DataDirectory={_directory.Path}",
            $"--Integration:ApiKeys:0={ApiKey}",
            .. EveryDoor,
            "--Limits:Enabled=false",
            "--Logging:LogLevel:Default=Warning",
            .. database.Arguments,
            .. files.Arguments,
            .. _settings,
        ]);
        var seeded = await ServeCommand.InitializeAsync(_app);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
        if (Anonymous is not null)
            return;
        AdminPassword = seeded?.AdminPassword ?? "";
        Anonymous = CreateClient();
        // Another server may have made the admin of a database that this one shares.
        if (seeded is { AdminPassword: not null })
            Admin = await SignInAsync("/api/auth/login", new { username = seeded.AdminUsername, password = AdminPassword });
    }

    public HttpClient CreateClient() =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    public Task<ChatUser> CreateBuyerAsync(string? name = null) => CreateUserAsync("buyer", name);

    public Task<ChatUser> CreateMerchantAsync(string? name = null) => CreateUserAsync("merchant", name);

    public Task<ChatUser> CreatePlatformAsync(string? name = null) => CreateUserAsync("platform", name);

    /// <summary>Somebody whom no other test knows, signed in.</summary>
    public async Task<ChatUser> CreateUserAsync(string role, string? name = null)
    {
        var id = ChatUser.NewId(role);
        await Admin
            .PostAsync(
                "/api/users/ensure",
                new
                {
                    users = new[]
                    {
                        new
                        {
                            id,
                            role,
                            username = name ?? id,
                        },
                    },
                }
            )
            .ShouldBe(200);
        return await SignInAsync(id);
    }

    /// <summary>Another session of somebody who exists already.</summary>
    public Task<ChatUser> SignInAsync(string userId) => SignInAsync("/api/auth/demo", new { user_id = userId });

    /// <summary>A buyer, a merchant and their conversation.</summary>
    public async Task<(ChatUser Buyer, ChatUser Merchant, long Conversation)> CreatePairAsync()
    {
        var buyer = await CreateBuyerAsync();
        var merchant = await CreateMerchantAsync();
        return (buyer, merchant, await buyer.StartConversationAsync(merchant));
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await StopAsync(_app);
        _directory.Dispose();
    }

    /// <summary>
    /// A stop holds the thread that asks for it until the connections are drained. The runner has only a few threads, and stops on all of
    /// them at once would wait for each other.
    /// </summary>
    private static async Task StopAsync(WebApplication app)
    {
        await Task.Run(() => app.StopAsync());
        await app.DisposeAsync();
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    private async Task<ChatUser> SignInAsync(string path, object body)
    {
        using var response = await Anonymous.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return new ChatUser(this, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}

/// <summary>Tests that talk to the server by HTTP alone share one.</summary>
[CollectionDefinition(Name)]
public sealed class RestTests : ICollectionFixture<ChatServer>
{
    public const string Name = "REST";
}

/// <summary>Tests that hold connections share another, so that the two kinds run side by side.</summary>
[CollectionDefinition(Name)]
public sealed class HubTests : ICollectionFixture<ChatServer>
{
    public const string Name = "Hub";
}
