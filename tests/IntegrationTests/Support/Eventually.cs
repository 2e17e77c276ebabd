using System.Diagnostics;

namespace LiveChat.IntegrationTests.Support;

/// <summary>Waits for what comes by itself: polls until it is there or the deadline has passed.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>Generous, because the machine may be busy; what is asked for comes much sooner.</summary>
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(20);

    /// <param name="otherwise">Says what was there instead, when the deadline has passed.</param>
    public static Task Async(Func<bool> condition, Func<string>? otherwise = null, TimeSpan? deadline = null) =>
        Async(() => Task.FromResult(condition()), otherwise, deadline);

    /// <inheritdoc cref="Async(Func{bool}, Func{string}?, TimeSpan?)"/>
    public static async Task Async(Func<Task<bool>> condition, Func<string>? otherwise = null, TimeSpan? deadline = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (deadline ?? DefaultDeadline))
                Assert.Fail($"It did not happen before the deadline. {otherwise?.Invoke()}");
            await Task.Delay(Interval);
        }
    }
}
