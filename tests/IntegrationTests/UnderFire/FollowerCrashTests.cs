using System.Globalization;
using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;
using LiveChat.PlantedFaults;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>A follower of the event log that fails one time in ten, on a server that is killed again and again.</summary>
public sealed class FollowerCrashTests : IDisposable
{
    private const int RecallsOneIn = 4;

    private static readonly (string Buyer, string Merchant)[] Pairs = [("b1", "m1"), ("b1", "m2"), ("b2", "m1"), ("b2", "m3")];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string FollowedFile => Path.Combine(_directory.Path, "followed.txt");

    [Fact]
    public async Task Follower_WhenItFailsAndTheServerIsKilled_ShouldMissNothingAndFollowInOrder()
    {
        var rounds = Scale.Of(20, atLeast: 3);
        var perRound = Scale.Of(10_000, atLeast: 300) / rounds;
        for (var round = 0; round < rounds; round++)
        {
            await using var server = await StartAsync();
            await ActUntilKilledAsync(server, round, perRound);
        }

        await using var last = await StartAsync();
        var expected = await ReadLogAsync();
        await Eventually.Async(
            () => Follows(expected),
            () => $"{File.ReadLines(FollowedFile).Distinct().Count()} of {expected.Sum(c => c.Value.Count)}",
            TimeSpan.FromMinutes(5)
        );
    }

    private Task<ServerProcess> StartAsync() =>
        ServerProcess.StartExecutableAsync(
            ServerProcess.FaultyExecutable,
            _directory.Path,
            "--PlantedFault=StumblingFollower",
            $"--{StumblingFollower.Setting}={FollowedFile}",
            "--Logging:LogLevel:Default=None"
        );

    /// <summary>Each pair acts one thing after the other, so that the order of its conversation is known.</summary>
    private static async Task ActUntilKilledAsync(ServerProcess server, int round, int enough)
    {
        var count = 0;
        var acting = Pairs.Select((pair, i) => ActAsync(server, pair, $"{round}-{i}", () => Interlocked.Increment(ref count))).ToList();
        await Eventually.Async(() => Volatile.Read(ref count) >= enough, () => $"{count} of {enough}", TimeSpan.FromMinutes(5));
        await server.KillAsync();
        await Task.WhenAll(acting);
    }

    private static async Task ActAsync(ServerProcess server, (string Buyer, string Merchant) pair, string prefix, Action done)
    {
        try
        {
            using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = pair.Buyer });
            var conversation = (
                await Answer.ReadAsync(await buyer.PostAsJsonAsync("/api/conversations", new { target_user_id = pair.Merchant }))
            ).Body.Id();
            for (var i = 1; ; i++)
            {
                var sent = await Answer
                    .ReadAsync(
                        await buyer.PostAsJsonAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("hello", $"{prefix}-{i}"))
                    )
                    .ShouldBe(201);
                done();
                if (i % RecallsOneIn != 0)
                    continue;
                await Answer.ReadAsync(await buyer.PostAsJsonAsync($"/api/messages/{sent.Id()}/recall", new { })).ShouldBe(200);
                done();
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // The server is gone, perhaps in the middle of an answer.
        }
    }

    /// <summary>What happened in each conversation, in order, as the store tells it now.</summary>
    private async Task<Dictionary<long, List<string>>> ReadLogAsync()
    {
        var messages = await (await TestDatabase.InAsync(_directory.Path)).QueryAsync(
            "SELECT conversation_id, sequence, recalled_at IS NOT NULL FROM messages ORDER BY conversation_id, sequence",
            row => (Conversation: row.GetInt64(0), Sequence: row.GetInt64(1), IsRecalled: row.GetBoolean(2))
        );
        var log = new Dictionary<long, List<string>>();
        foreach (var (conversation, sequence, isRecalled) in messages)
        {
            if (!log.TryGetValue(conversation, out var happened))
                log[conversation] = happened = [];
            happened.Add(string.Create(CultureInfo.InvariantCulture, $"posted {conversation} {sequence}"));
            if (isRecalled)
                happened.Add(string.Create(CultureInfo.InvariantCulture, $"recalled {conversation} {sequence}"));
        }

        return log;
    }

    /// <summary>
    /// Whether all has been followed. What has been so far must be in order: each line is a repetition, or the next of its conversation.
    /// </summary>
    private bool Follows(Dictionary<long, List<string>> expected)
    {
        var places = expected.ToDictionary(c => c.Key, _ => 0);
        foreach (var line in File.ReadAllText(FollowedFile).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var conversation = long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            var (place, happened) = (places[conversation], expected[conversation]);
            if (place < happened.Count && happened[place] == line)
                places[conversation]++;
            else
                Assert.Contains(line, happened.Take(place));
        }

        return places.All(p => p.Value == expected[p.Key].Count);
    }
}
