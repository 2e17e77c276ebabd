using System.Text.Json;
using Microsoft.Playwright;

namespace LiveChat.Bench;

/// <summary>What a page holds at one moment, without what nothing refers to any more.</summary>
/// <param name="HeapMb">The objects of its scripts, in megabytes.</param>
/// <param name="Nodes">Nodes of its documents, in the page or kept by a script.</param>
/// <param name="Listeners">Event listeners on them.</param>
internal sealed record PageMemory(double HeapMb, int Nodes, int Listeners)
{
    private const int Collections = 3;

    /// <summary>The time for the page to finish what it had begun when the collection came.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    /// <param name="devtools">A session with the page's Performance domain enabled.</param>
    public static async Task<PageMemory> TakeAsync(ICDPSession devtools)
    {
        // What a collection finds unused may hold other things, which the next one finds.
        for (var collection = 0; collection < Collections; collection++)
        {
            await devtools.SendAsync("HeapProfiler.collectGarbage");
            await Task.Delay(Settling);
        }

        var usage = await devtools.SendAsync("Runtime.getHeapUsage");
        var metrics = await MetricsAsync(devtools);
        return new PageMemory(
            Math.Round(usage!.Value.GetProperty("usedSize").GetDouble() / 1e6, 2),
            (int)metrics["Nodes"],
            (int)metrics["JSEventListeners"]
        );
    }

    /// <summary>How long the page's main thread has worked, in seconds.</summary>
    public static async Task<double> BusySecondsAsync(ICDPSession devtools) => (await MetricsAsync(devtools))["TaskDuration"];

    private static async Task<Dictionary<string, double>> MetricsAsync(ICDPSession devtools) =>
        (await devtools.SendAsync("Performance.getMetrics"))!
            .Value.GetProperty("metrics")
            .EnumerateArray()
            .ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble());
}
