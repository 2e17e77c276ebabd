using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>What was acknowledged outlives the process, however that ends.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task SendMessage_WhenServerIsKilled_ShouldLoseAndDoubleNothingAcknowledged()
    {
        using var check = new CrashCheck(server => server.KillAsync());
        await check.RunAsync(Scale.Of(20, atLeast: 2), Scale.Of(5_000, atLeast: 200));
    }

    [Fact]
    public async Task SendMessage_WhenServerIsToldToStop_ShouldLoseNothingAndEndWithin15Seconds()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var check = new CrashCheck(async server =>
        {
            var (exitCode, took) = await server.TerminateAsync();
            Assert.Equal(0, exitCode);
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        });
        await check.RunAsync(Scale.Of(10, atLeast: 2), Scale.Of(2_000, atLeast: 200));
    }
}
