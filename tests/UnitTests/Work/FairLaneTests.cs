using System.Globalization;
using LiveChat.Infrastructure.Work;

namespace LiveChat.UnitTests.Work;

public sealed class FairLaneTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly List<string> _done = [];
    private FairLane _lane = new("tests", 1);

    public void Dispose()
    {
        _gate.Set();
        _lane.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Run_WhenOneAsksForMuch_ShouldLetOthersTakeTurns()
    {
        var work = Enumerable.Range(0, 5).Select(i => Add("greedy", $"greedy {i}")).ToList();
        work.Add(Add("other", "other 0"));
        work.Add(Add("other", "other 1"));

        _gate.Set();
        await Task.WhenAll(work);

        Assert.Equal(["greedy 0", "other 0", "greedy 1", "other 1", "greedy 2", "greedy 3", "greedy 4"], _done);
    }

    [Fact]
    public async Task Run_WhenThereAreSeveralThreads_ShouldWorkOnOnePieceOfEachAtATime()
    {
        _lane = new FairLane("tests", 3);
        var (atOnce, most) = (0, 0);
        var work = Enumerable
            .Range(0, 20)
            .Select(_ =>
                _lane.RunAsync(
                    "one",
                    () =>
                    {
                        most = Math.Max(most, Interlocked.Increment(ref atOnce));
                        Thread.Yield();
                        return Interlocked.Decrement(ref atOnce);
                    }
                )
            )
            .ToList();

        await Task.WhenAll(work);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Run_WhenTooMuchOfOneWaits_ShouldRefuseThemAlone()
    {
        _lane = new FairLane("tests", 1, maxWaitingOfOne: 2, maxWaiting: 3);
        var first = Add("one", "being done");
        await Eventually(() => _lane.IsWorking);
        List<Task> work = [first, Add("one", "waits"), Add("one", "waits")];

        Assert.True((await Assert.ThrowsAsync<TooMuchAtOnceException>(() => Add("one", "is too much"))).IsOwnDoing);
        work.Add(Add("other", "waits"));
        Assert.False((await Assert.ThrowsAsync<TooMuchAtOnceException>(() => Add("third", "is too much"))).IsOwnDoing);

        _gate.Set();
        await Task.WhenAll(work);
        await Add("third", "there is room again");
    }

    [Fact]
    public async Task Run_WhenTheCallerGaveUp_ShouldNotBegin()
    {
        using var cancellation = new CancellationTokenSource();
        var first = Add("one", "first");
        var second = _lane.RunAsync("one", () => "second", cancellation.Token);
        await cancellation.CancelAsync();

        _gate.Set();
        await first;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Run_WhenWorkFails_ShouldFailItsCallerAndGoOn()
    {
        _gate.Set();

        await Assert.ThrowsAsync<InvalidDataException>(() => _lane.RunAsync("one", (Func<int>)(() => throw new InvalidDataException())));

        Assert.Equal(1, await _lane.RunAsync("one", () => 1));
    }

    [Fact]
    public async Task Run_WhenSomebodyGoesAwayWhileTheyWait_ShouldEndAtOnceAndFreeTheirPlace()
    {
        using var narrow = new FairLane("narrow", threads: 1, maxWaitingOfOne: 1);
        using var gate = new ManualResetEventSlim();
        var first = narrow.RunAsync("other", () => gate.Wait(TimeSpan.FromSeconds(20)));
        await Eventually(() => narrow.IsWorking);
        using var gone = new CancellationTokenSource();
        var abandoned = narrow.RunAsync("one", () => 1, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned.WaitAsync(TimeSpan.FromSeconds(20)));
        var again = narrow.RunAsync("one", () => 2);
        gate.Set();
        Assert.True(await first);
        Assert.Equal(2, await again);
    }

    [Fact]
    public async Task Run_WhenItWorks_ShouldBeOnAThreadThatStepsBack()
    {
        var (isOfALane, niceness) = await _lane.RunAsync(
            "one",
            () => (FairLane.IsThisThread, OperatingSystem.IsLinux() ? Niceness() : LowPriority.Niceness)
        );

        Assert.True(isOfALane);
        Assert.Equal(LowPriority.Niceness, niceness);
        Assert.False(FairLane.IsThisThread);
    }

    /// <summary>The 19th field of the calling thread's line in /proc; the name in the second one may hold spaces.</summary>
    private static int Niceness()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }

    private static async Task Eventually(Func<bool> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isSo())
            await Task.Delay(5, deadline.Token);
    }

    private Task<int> Add(string key, string text) =>
        _lane.RunAsync(
            key,
            () =>
            {
                _gate.Wait();
                _done.Add(text);
                return _done.Count;
            }
        );
}
