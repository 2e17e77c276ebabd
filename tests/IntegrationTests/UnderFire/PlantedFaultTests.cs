using LiveChat.IntegrationTests.Conversations;
using LiveChat.IntegrationTests.Hubs;
using LiveChat.IntegrationTests.Support;
using LiveChat.PlantedFaults;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>
/// The tests are tested: each fault that is planted into the server, or the client, makes the check that should find it fail.
/// </summary>
public sealed class PlantedFaultTests
{
    private const int Messages = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("AcknowledgedBeforeCommit")]
    [InlineData("NoDeduplication")]
    [InlineData("DroppedPushes")]
    [InlineData("SwappedPushes")]
    [InlineData("CounterOutsideWriter")]
    [InlineData("PresenceThatNeverExpires")]
    [InlineData("SequenceOutsideTransaction")]
    public async Task Suite_WhenAFaultIsPlanted_ShouldFindIt(string fault)
    {
        var settings = PlantedFaultStartup.ArgumentsFor(fault);
        if (fault == "AcknowledgedBeforeCommit")
        {
            using var check = new CrashCheck(crashing => crashing.KillAsync(), settings) { Executable = ServerProcess.FaultyExecutable };
            await ShouldFindAsync(() => check.RunAsync(rounds: 10, perRound: 20));
            return;
        }

        await using var server = await ChatServer.StartAsync(settings);
        using var idempotency = new IdempotencyCheck(server, Messages) { Restarts = 0 };
        await ShouldFindAsync(() =>
            fault switch
            {
                "NoDeduplication" => idempotency.RunAsync(),
                "CounterOutsideWriter" => new CounterCheck(server).RunAsync(1_000),
                "PresenceThatNeverExpires" => PresenceCheck.RunAsync(server),
                _ => DeliveryCheck.RunAsync(server, Messages, Patience),
            }
        );
    }

    [NodeFact]
    public Task Suite_WhenTheClientFillsNoGaps_ShouldFindIt() =>
        ShouldFindAsync(() =>
            new ReconnectCheck(tabCount: 8, reconnects: 40)
            {
                FillsNoGaps = true,
                KillsServer = false,
                Patience = 2 * Patience,
            }.RunAsync()
        );

    /// <summary>The check fails as a check does: it says what is wrong, and does not merely break down.</summary>
    private static async Task ShouldFindAsync(Func<Task> check)
    {
        var found = await Record.ExceptionAsync(check);
        Assert.True(
            found is Xunit.Sdk.XunitException or CsCheck.CsCheckException,
            $"The check should have failed; it came to: {found?.ToString() ?? "success"}"
        );
    }
}
