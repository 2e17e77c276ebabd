using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>Many connections, and some beside them that do not read.</summary>
public sealed class SlowReaderCrowdTests
{
    private const string ApiKey = "integration-key-of-the-tests";
    private const int Megabyte = 1024 * 1024;
    private const int ConnectingAtOnce = 16;

    /// <summary>Of each sender, while all read.</summary>
    private const int WarmUp = 200;

    /// <summary>
    /// Of each sender whose conversation has a connection that does not read: far more than its backlog and every buffer take.
    /// </summary>
    private const int MostMessages = 1_500;

    /// <summary>What the server's heap differs by from one minute to the next, in bytes.</summary>
    private const long HeapNoise = 64 * Megabyte;

    private static readonly string LongContent = new('好', 5_000);

    [Fact]
    public async Task MessageReceived_WhenSomeConnectionsDoNotRead_ShouldReachAllOthersAndKeepNoMoreThanAMegabyteForEach()
    {
        var deafCount = Scale.Of(50, atLeast: 4);
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartAsync(directory.Path, $"--Integration:ApiKeys:0={ApiKey}");
        var pairs = new ConcurrentBag<Pair>();
        var deaf = new ConcurrentBag<SilentSocket>();
        try
        {
            await Parallel.ForAsync(
                0,
                Math.Max(deafCount, Scale.Of(250)),
                new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce },
                async (i, _) => pairs.Add(await Pair.ConnectAsync(server, i))
            );
            await Task.WhenAll(pairs.Select(p => p.SendAsync(() => p.Sent < WarmUp)));
            var memory = server.PeakMemory;

            await Task.WhenAll(
                pairs.Select(
                    async (pair, i) =>
                    {
                        if (i >= deafCount)
                        {
                            await pair.SendAsync(() => pair.Sent < 2 * WarmUp);
                            return;
                        }

                        var socket = await SilentSocket.OpenAsync(pair.ReceiverToken, server.Address);
                        deaf.Add(socket);
                        await pair.SendAsync(() => pair.Sent < 2 * WarmUp || (!socket.IsCut && pair.Sent < MostMessages));
                    }
                )
            );

            Assert.All(deaf, d => Assert.True(d.IsCut));
            foreach (var pair in pairs)
                await pair.ShouldHaveReceivedAllAsync();
            Assert.InRange(server.PeakMemory - memory, 0, (deafCount * Megabyte) + HeapNoise);
        }
        finally
        {
            foreach (var socket in deaf)
                socket.Dispose();
            foreach (var pair in pairs)
                await pair.DisposeAsync();
        }
    }

    /// <summary>Two connections that read: one sends, and the other notes what it hears.</summary>
    private sealed class Pair(HubConnection sender, HubConnection receiver, long conversation, string receiverToken) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<long> _received = new();

        public string ReceiverToken => receiverToken;

        public int Sent { get; private set; }

        public static async Task<Pair> ConnectAsync(ServerProcess server, int number)
        {
            var (buyer, merchant) = ($"buyer-{number}", $"merchant-{number}");
            using var ensure = new HttpRequestMessage(HttpMethod.Post, "/api/users/ensure")
            {
                Content = JsonContent.Create(
                    new { users = new[] { new { id = buyer, role = "buyer" }, new { id = merchant, role = "merchant" } } }
                ),
            };
            ensure.Headers.Add("X-Api-Key", ApiKey);
            await Answer.ReadAsync(await server.Http.SendAsync(ensure)).ShouldBe(200);
            using var sending = await server.SignInAsync("/api/auth/demo", new { user_id = buyer });
            using var receiving = await server.SignInAsync("/api/auth/demo", new { user_id = merchant });
            var conversation = (
                await Answer.ReadAsync(await sending.PostAsJsonAsync("/api/conversations", new { target_user_id = merchant })).ShouldBe(201)
            ).Id();
            var pair = new Pair(Hub(sending), Hub(receiving), conversation, TokenOf(receiving));
            await pair.StartAsync();
            return pair;

            static string TokenOf(HttpClient client) => client.DefaultRequestHeaders.Authorization!.Parameter!;

            HubConnection Hub(HttpClient client) =>
                new HubConnectionBuilder()
                    .WithUrl(
                        new Uri(server.Address, "/hubs/chat"),
                        options => options.AccessTokenProvider = () => Task.FromResult<string?>(TokenOf(client))
                    )
                    .Build();
        }

        public async Task SendAsync(Func<bool> goesOn)
        {
            while (goesOn())
            {
                var message = await sender.InvokeAsync<JsonElement>(
                    "SendMessage",
                    new
                    {
                        conversation_id = conversation,
                        client_message_id = ChatUser.NewClientMessageId(),
                        type = "text",
                        content = LongContent,
                    }
                );
                Assert.Equal(++Sent, message.Number("sequence"));
            }
        }

        public async Task ShouldHaveReceivedAllAsync()
        {
            await Eventually.Async(() => _received.Count >= Sent, () => $"{_received.Count} of {Sent} came.");
            Assert.Equal(Enumerable.Range(1, Sent).Select(i => (long)i), _received);
        }

        public async ValueTask DisposeAsync()
        {
            await sender.DisposeAsync();
            await receiver.DisposeAsync();
        }

        private async Task StartAsync()
        {
            receiver.On<JsonElement>("MessageReceived", message => _received.Enqueue(message.Number("sequence")));
            await sender.StartAsync();
            await receiver.StartAsync();
        }
    }
}
