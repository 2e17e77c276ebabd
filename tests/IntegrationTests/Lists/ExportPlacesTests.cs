using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text;
using LiveChat.Infrastructure.Work;
using LiveChat.IntegrationTests.Support;
using LiveChat.WebApi.Csv;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Lists;

/// <summary>Exports are bounded in number: each holds its place until it ends, and one admin holds one.</summary>
public sealed class ExportPlacesTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddSingleton<ICostlyWork, CostlyWork>()
        .BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Export_WhenPlacesAreTaken_ShouldWaitUntilOneEnds()
    {
        using var file = new HeldFile();
        var first = Ask("a1", file);
        var own = Ask("a1", file);
        var second = Ask("a2", file);
        var third = Ask("a3", file);

        // The second export of a1 waits for a1's first one, and a2 passes it.
        await file.ShouldHaveBegunAsync("a1", "a2");
        file.End("a1");
        await first.WaitAsync(Deadline);
        await file.ShouldHaveBegunAsync("a1", "a2", "a3");
        file.End("a3");
        await third.WaitAsync(Deadline);
        await file.ShouldHaveBegunAsync("a1", "a2", "a3", "a1");
        file.End("a1");
        file.End("a2");
        await Task.WhenAll(own, second).WaitAsync(Deadline);
    }

    [Fact]
    public async Task Export_WhenOneAsksForTooMany_ShouldBeRefusedBeforeAnythingIsRead()
    {
        using var file = new HeldFile();
        List<Task> asked = [Ask("a1", file)];
        await file.ShouldHaveBegunAsync("a1");
        for (var i = 0; i < 4; i++)
            asked.Add(Ask("a1", file));

        Assert.True((await Assert.ThrowsAsync<TooMuchAtOnceException>(() => Ask("a1", file))).IsOwnDoing);

        await file.ShouldHaveBegunAsync("a1");
        for (var i = 0; i < 5; i++)
            file.End("a1");
        await Task.WhenAll(asked).WaitAsync(Deadline);
    }

    [Fact]
    public async Task Export_WhenItsClientIsGoneBeforeItsTurn_ShouldNotBegin()
    {
        using var file = new HeldFile();
        using var gone = new CancellationTokenSource();
        var first = Ask("a1", file);
        await file.ShouldHaveBegunAsync("a1");
        var second = Ask("a1", file, gone.Token);

        await gone.CancelAsync();
        file.End("a1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Deadline));
        await first.WaitAsync(Deadline);
        await file.ShouldHaveBegunAsync("a1");
    }

    [Fact]
    public async Task Export_WhenNoAdminAsks_ShouldBeAnsweredAtOnce()
    {
        using var file = new HeldFile();
        var held = new[] { Ask("a1", file), Ask("a2", file) };
        await file.ShouldHaveBegunAsync("a1", "a2");

        await Context("b1", "buyer", default)
            .InFormatAsync(ListFormat.Csv, () => throw new InvalidOperationException(), () => Task.FromResult(Results.StatusCode(403)))
            .WaitAsync(Deadline);

        file.End("a1");
        file.End("a2");
        await Task.WhenAll(held).WaitAsync(Deadline);
    }

    /// <summary>More than the buffers on the way take is asked for and not read; then the client goes away.</summary>
    [Fact]
    public async Task Export_WhenItsClientGoesAway_ShouldGiveItsPlaceToTheNext()
    {
        await using var server = await ChatServer.StartAsync();
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await server.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO messages (id, conversation_id, sequence, revision, sender_id, type, content, digest, created_at)
            SELECT i, {conversation}, i, i, '{buyer.Id}', 1, '{new string('x', 1000)}', {TestDatabase.ZeroBytes(16)}, i FROM n
            """
        );

        Task<HttpResponseMessage> next;
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024 })
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes(
                    $"GET /api/messages?format=csv HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAuthorization: Bearer {server.Admin.Token}\r\n\r\n"
                )
            );
            var answer = new byte[12];
            await socket.ReceiveAsync(answer);
            Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(answer));
            next = server.Admin.Http.GetAsync("/api/users?format=csv");
            socket.LingerState = new LingerOption(true, 0);
        }

        using var response = await next.WaitAsync(Deadline);
        Assert.Equal(200, (int)response.StatusCode);
    }

    private Task<IResult> Ask(string admin, HeldFile file, CancellationToken gone = default) =>
        Context(admin, "admin", gone)
            .InFormatAsync(
                ListFormat.Csv,
                () => throw new InvalidOperationException(),
                () => Task.FromResult<IResult>(new HeldAnswer(admin, file))
            );

    private DefaultHttpContext Context(string user, string role, CancellationToken gone) =>
        new()
        {
            RequestServices = _services,
            RequestAborted = gone,
            User = new ClaimsPrincipal(
                new ClaimsIdentity([new Claim("sub", user), new Claim("role", role), new Claim("jti", "1")], "test")
            ),
        };

    /// <summary>Files that are sent until they are told to end.</summary>
    private sealed class HeldFile : IDisposable
    {
        private readonly List<string> _begun = [];
        private readonly Dictionary<string, SemaphoreSlim> _ends = ((string[])["a1", "a2", "a3"]).ToDictionary(
            admin => admin,
            _ => new SemaphoreSlim(0)
        );

        public void Send(string admin)
        {
            lock (_begun)
                _begun.Add(admin);
            Assert.True(_ends[admin].Wait(Deadline));
        }

        public void End(string admin) => _ends[admin].Release();

        public Task ShouldHaveBegunAsync(params string[] admins) =>
            Eventually.Async(() => Begun() == string.Join(' ', admins.Order(StringComparer.Ordinal)), Begun);

        public void Dispose()
        {
            foreach (var end in _ends.Values)
                end.Dispose();
        }

        private string Begun()
        {
            lock (_begun)
                return string.Join(' ', _begun.Order(StringComparer.Ordinal));
        }
    }

    private sealed class HeldAnswer(string admin, HeldFile file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            file.Send(admin);
            return Task.CompletedTask;
        }
    }
}
