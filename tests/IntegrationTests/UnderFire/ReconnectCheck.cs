using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>
/// Tabs over a network that breaks all the time, and a server that is killed in between. When it is calm, each must show what the server
/// holds.
/// </summary>
internal sealed class ReconnectCheck(int tabCount, int reconnects)
{
    /// <inheritdoc cref="TabCrowd.OpenAsync"/>
    public bool FillsNoGaps { get; init; }

    public bool KillsServer { get; init; } = true;

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    public async Task RunAsync()
    {
        using var directory = new TempDirectory();
        var server = await StartAsync(directory);
        try
        {
            await using var network = new BadNetwork(server.Address);
            await using var crowd = await TabCrowd.OpenAsync(server.Http, network.Address, tabCount, FillsNoGaps);
            await crowd.WaitForReconnectsAsync(KillsServer ? reconnects / 2 : reconnects);
            if (KillsServer)
            {
                await server.DisposeAsync();
                server = await StartAsync(directory);
                network.Target = server.Address;
                await crowd.WaitForReconnectsAsync(reconnects);
            }

            await crowd.Opened.RestAsync();
            network.CalmDown();
            await crowd.ShouldShowAllAsync(server.Http, () => network.Record, Patience);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static Task<ServerProcess> StartAsync(TempDirectory directory) =>
        ServerProcess.StartAsync(directory.Path, $"--Integration:ApiKeys:0={TabCrowd.ApiKey}");
}
