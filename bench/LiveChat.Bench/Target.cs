using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace LiveChat.Bench;

/// <summary>Two who talk: the first sends, the second reads.</summary>
internal sealed record Pair(long ConversationId, string SenderQuery, string ReceiverQuery, string SenderToken);

/// <summary>A server that is measured: how it is started, and how somebody gets in.</summary>
internal abstract class Target
{
    public abstract string Name { get; }

    public abstract Task<ServerProcess> StartAsync(CancellationToken cancellationToken, string? dataDirectory = null);

    public abstract Task<IReadOnlyList<Pair>> PreparePairsAsync(ServerProcess server, int count, CancellationToken cancellationToken);

    /// <summary>The product and the bare server, in this order, as far as they are asked for.</summary>
    public static async Task<IReadOnlyList<Target>> AllAsync(Options options, CancellationToken cancellationToken)
    {
        var ceiling = new CeilingTarget();
        return options.WithProduct ? [await ProductTarget.CreateAsync(options, cancellationToken), ceiling] : [ceiling];
    }
}

internal sealed class CeilingTarget : Target
{
    public override string Name => "ceiling";

    public override Task<ServerProcess> StartAsync(CancellationToken cancellationToken, string? dataDirectory = null) =>
        ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "ceiling", "LiveChat.Ceiling"),
            [],
            dataDirectory,
            cancellationToken
        );

    public override Task<IReadOnlyList<Pair>> PreparePairsAsync(ServerProcess server, int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Pair>>([
            .. Enumerable.Range(1, count).Select(i => new Pair(i, $"conversation={i}", $"conversation={i}", "")),
        ]);
}

internal sealed class ProductTarget(string folder) : Target
{
    private const string ApiKey = "a-key-for-the-bench-alone";
    private const int SignInsAtOnce = 8;
    private const string AdminId = "a1";

    public const string AdminName = "admin";
    public const string AdminPassword = "a password for the bench alone";

    public override string Name => "livechat";

    /// <summary>What is set besides what every run needs.</summary>
    public IReadOnlyList<string> Settings { get; set; } = ["--Limits:Enabled=false"];

    public static async Task<ProductTarget> CreateAsync(Options options, CancellationToken cancellationToken) =>
        new(options.Server ?? await PublishAsync(cancellationToken));

    public override Task<ServerProcess> StartAsync(CancellationToken cancellationToken, string? dataDirectory = null) =>
        ServerProcess.StartAsync(
            Path.Combine(folder, "livechat"),
            ["--environment=Development", "--Demo:Enabled=true", $"--Integration:ApiKeys:0={ApiKey}", .. Settings],
            dataDirectory,
            cancellationToken
        );

    /// <summary>Makes a backup by the command line, and returns when it is finished.</summary>
    public async Task BackUpAsync(string directory, string file)
    {
        using var process = Process.Start(
            Path.Combine(folder, "livechat"),
            ["backup", file, "--environment=Development", $"--DataDirectory={directory}"]
        );
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("The backup failed.");
    }

    public override async Task<IReadOnlyList<Pair>> PreparePairsAsync(ServerProcess server, int count, CancellationToken cancellationToken)
    {
        var buyers = await SignInAsync(server, "buyer", count, cancellationToken);
        var merchants = await SignInAsync(server, "merchant", count, cancellationToken);
        var pairs = new List<Pair>();
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/conversations");
            request.Headers.Authorization = new("Bearer", buyers[i]);
            request.Content = JsonContent.Create(new { target_user_id = $"merchant-{i}" });
            var conversation = await SendAsync(server, request, cancellationToken);
            pairs.Add(
                new Pair(conversation.GetProperty("id").GetInt64(), $"access_token={buyers[i]}", $"access_token={merchants[i]}", buyers[i])
            );
        }

        return pairs;
    }

    /// <summary>Makes users of a role, called <c>role-0</c> and on, and gives their tokens.</summary>
    public static Task<IReadOnlyList<string>> SignInAsync(
        ServerProcess server,
        string role,
        int count,
        CancellationToken cancellationToken
    ) => SignInAsync(server, role, role, count, cancellationToken);

    /// <param name="name">They are called <c>name-0</c> and on.</param>
    /// <inheritdoc cref="SignInAsync(ServerProcess, string, int, CancellationToken)"/>
    public static async Task<IReadOnlyList<string>> SignInAsync(
        ServerProcess server,
        string name,
        string role,
        int count,
        CancellationToken cancellationToken
    )
    {
        foreach (var ids in Enumerable.Range(0, count).Chunk(100))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/ensure");
            request.Headers.Add("X-Api-Key", ApiKey);
            request.Content = JsonContent.Create(new { users = ids.Select(i => new { id = $"{name}-{i}", role }) });
            await SendAsync(server, request, cancellationToken);
        }

        var tokens = new string[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce, CancellationToken = cancellationToken },
            async (i, ct) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/demo")
                {
                    Content = JsonContent.Create(new { user_id = $"{name}-{i}" }),
                };
                tokens[i] = (await SendAsync(server, request, ct)).GetProperty("access_token").GetString()!;
            }
        );
        return tokens;
    }

    /// <summary>Gives the demo's admin a password, and signs in with it.</summary>
    public async Task<string> SignInAdminAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Path.Combine(folder, "livechat"),
            ["admin", "set-password", AdminId, "--password-stdin", "--environment=Development", $"--DataDirectory={server.DataDirectory}"]
        )
        {
            RedirectStandardInput = true,
        };
        using var command = Process.Start(start)!;
        await command.StandardInput.WriteLineAsync(AdminPassword);
        command.StandardInput.Close();
        await command.WaitForExitAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = JsonContent.Create(new { username = AdminName, password = AdminPassword }),
        };
        return (await SendAsync(server, request, cancellationToken)).GetProperty("access_token").GetString()!;
    }

    public static async Task<JsonElement> SendAsync(ServerProcess server, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var answer = await server.Http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode}: {text}");
    }

    private static async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "published");
        Console.Error.WriteLine($"Publishing the server into {folder} ...");
        var start = new ProcessStartInfo(
            "dotnet",
            ["publish", Path.Combine(RepositoryRoot(), "src", "WebApi"), "-c", "Release", "-o", folder, "-m:1", "-v", "quiet"]
        )
        {
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"Publishing failed. {output}");
    }

    private static string RepositoryRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LiveChat.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException("The bench runs inside the repository, or with --server.");
    }
}
