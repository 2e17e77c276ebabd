using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.CommandLine;

/// <summary>A demo server in a process of its own.</summary>
public sealed class RunningServer : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();

    public string DirectoryPath => _directory.Path;

    public ServerProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await ServerProcess.StartAsync(_directory.Path);

    public async Task DisposeAsync() => await Process.DisposeAsync();

    public void Dispose() => _directory.Dispose();
}

/// <summary>The command line on the database of a running server.</summary>
public sealed class AdminCommandTests(RunningServer running) : IClassFixture<RunningServer>
{
    private readonly ServerProcess _server = running.Process;

    [Fact]
    public async Task CreateAdmin_WhenServerRuns_ShouldBeAbleToSignInAtOnceAndBeEndedByANewPassword()
    {
        var created = await RunAsync("correct horse 1", "admin", "create", "boss", "Boss", "--password-stdin");
        Assert.Equal((0, ""), (created.ExitCode, created.Error));
        using var boss = await LoginAsync("boss", "correct horse 1");
        await using var tab = await ChatConnection.OpenAsync(
            new Uri(_server.Address, "/hubs/chat"),
            boss.DefaultRequestHeaders.Authorization!.Parameter!
        );
        Assert.Equal("admin", (await Answer.ReadAsync(await boss.GetAsync("/api/auth/me"))).Body.Text("role"));

        var changed = await RunAsync("another horse 2", "admin", "set-password", "boss", "--password-stdin");

        Assert.Equal((0, ""), (changed.ExitCode, changed.Error));
        await tab.WaitForCloseAsync();
        Assert.Equal("password_changed", tab.Events("SessionEnded").Single().Text("reason"));
        await Answer.ReadAsync(await boss.GetAsync("/api/auth/me")).ShouldBeProblem("unauthenticated");
        await Answer
            .ReadAsync(await _server.Http.PostAsJsonAsync("/api/auth/login", new { username = "boss", password = "correct horse 1" }))
            .ShouldBeProblem("unauthenticated");
        (await LoginAsync("boss", "another horse 2")).Dispose();
    }

    [Theory]
    [InlineData("a1", "another", "good password 1", "'a1'")]
    [InlineData("fresh", "admin", "good password 1", "'admin'")]
    [InlineData("fresh", "ADMIN", "good password 1", "'ADMIN'")]
    [InlineData("not an id", "another", "good password 1", "id:")]
    [InlineData("me", "another", "good password 1", "id:")]
    [InlineData("fresh", " ", "good password 1", "username:")]
    [InlineData("fresh", "another", "short", "password:")]
    [InlineData("fresh", "another", "password123", "password:")]
    [InlineData("fresh", "another", "", "password:")]
    public async Task CreateAdmin_WhenSomethingDoesNotFit_ShouldSayItInOneLine(string id, string username, string password, string named)
    {
        var outcome = await RunAsync(password, "admin", "create", id, username, "--password-stdin");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(named, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAdmin_WhenServerRuns_ShouldGuardTheNameThereAtOnce()
    {
        Assert.Equal(0, (await RunAsync("correct horse 1", "admin", "create", "keeper", "Keeper", "--password-stdin")).ExitCode);
        using var admin = await LoginAsync("keeper", "correct horse 1");
        async Task<int> NameAsync(string username) =>
            (int)(await admin.PostAsJsonAsync("/api/users", new { username, role = "buyer" })).StatusCode;
        Assert.Equal(201, await NameAsync("\uFF27uardian"));

        Assert.Equal(0, (await RunAsync("correct horse 1", "admin", "create", "guardian", "Guardian", "--password-stdin")).ExitCode);

        Assert.Equal(409, await NameAsync("\uFF27uardian"));
    }

    [Fact]
    public async Task SetPassword_WhenUserIsUnknown_ShouldSayItInOneLine()
    {
        var outcome = await RunAsync("good password 1", "admin", "set-password", "nobody", "--password-stdin");

        Assert.Equal((1, "There is no such user."), (outcome.ExitCode, Assert.Single(outcome.ErrorLines)));
    }

    [Fact]
    public async Task AdminCommands_WhenThePasswordIsGenerated_ShouldPrintItForOneSignIn()
    {
        var created = await RunAsync("", "admin", "create", "second", "Second", "--generate");
        var set = await RunAsync("", "admin", "set-password", "second", "--generate");

        Assert.Equal((0, 0), (created.ExitCode, set.ExitCode));
        var (first, password) = (created.Output.Trim(), set.Output.Trim());
        Assert.NotEqual(first, password);
        await Answer
            .ReadAsync(await _server.Http.PostAsJsonAsync("/api/auth/login", new { username = "Second", password = first }))
            .ShouldBeProblem("unauthenticated");
        var session = await Answer
            .ReadAsync(await _server.Http.PostAsJsonAsync("/api/auth/login", new { username = "Second", password }))
            .ShouldBe(200);
        Assert.True(session.Flag("must_change_password"));
    }

    [Fact]
    public async Task ResetSecondFactor_WhenAnAdminIsLockedOut_ShouldLetThemInByPasswordAlone()
    {
        Assert.Equal(0, (await RunAsync("correct horse 1", "admin", "create", "locked", "Locked", "--password-stdin")).ExitCode);
        using var admin = await LoginAsync("locked", "correct horse 1");
        var secret = (await Answer.ReadAsync(await admin.PostAsync("/api/auth/second-factor", null)).ShouldBe(200)).Text("secret");
        var code = new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(secret)).ComputeTotp();
        await Answer.ReadAsync(await admin.PutAsJsonAsync("/api/auth/second-factor", new { code })).ShouldBe(200);
        await Answer
            .ReadAsync(await _server.Http.PostAsJsonAsync("/api/auth/login", new { username = "locked", password = "correct horse 1" }))
            .ShouldBeProblem("second_factor_required");

        var reset = await RunAsync("", "admin", "reset-second-factor", "locked");

        Assert.Equal((0, ""), (reset.ExitCode, reset.Error));
        (await LoginAsync("locked", "correct horse 1")).Dispose();
        await Eventually.Async(async () => (int)(await admin.GetAsync("/api/auth/me")).StatusCode == 401);
        var again = await RunAsync("", "admin", "reset-second-factor", "locked");
        Assert.Equal((1, "Two-factor sign-in is not on."), (again.ExitCode, Assert.Single(again.ErrorLines)));
    }

    [Theory]
    [InlineData("'nonsense'", "nonsense")]
    [InlineData("'nonsense'", "serve", "nonsense")]
    [InlineData("Required command", "admin")]
    [InlineData("Required argument", "admin", "create")]
    [InlineData("Required command", "db", "nonsense")]
    public async Task Command_WhenThereIsNoneSuch_ShouldSayItInOneLineAndServeNothing(string named, params string[] arguments)
    {
        var outcome = await RunAsync("", arguments);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(named, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task Serve_WhenReady_ShouldPrintLinksAndServeThePage()
    {
        foreach (var link in new[] { "/chat?user_id=b1", "/chat?user_id=m1", "/chat?user_id=p1", "/login", "Admin sign-in: admin / " })
            await Eventually.Async(() => _server.Banner.Contains(link, StringComparison.Ordinal), () => _server.Banner);
        foreach (var path in new[] { "/", "/chat?user_id=b1", "/login", "/admin/conversations", "/apiary" })
        {
            using var response = await _server.Http.GetAsync(path);
            Assert.True(
                response.IsSuccessStatusCode
                    || Directory.Exists(Path.Combine(Path.GetDirectoryName(ServerProcess.Executable)!, "wwwroot")) is false,
                $"{path}: {response.StatusCode}"
            );
        }

        using var docs = await _server.Http.GetAsync("/docs/index.html");
        Assert.True(docs.IsSuccessStatusCode);
        using var redoc = await _server.Http.GetAsync("/redoc");
        Assert.StartsWith("/docs", redoc.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        await Answer.ReadAsync(await _server.Http.PostAsync("/chat", null)).ShouldBeProblem("method_not_allowed");
    }

    private Task<Outcome> RunAsync(string password, params string[] arguments) =>
        ServerProcess.RunAsync(
            running.DirectoryPath,
            [.. arguments, $"--DataDirectory={running.DirectoryPath}"],
            password + "\n",
            // Not as an argument: a command that lacks its own would take it for one of them.
            ("ASPNETCORE_ENVIRONMENT", "Development")
        );

    private Task<HttpClient> LoginAsync(string username, string password) =>
        _server.SignInAsync("/api/auth/login", new { username, password });
}
