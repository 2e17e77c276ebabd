using Microsoft.Extensions.Time.Testing;

namespace LiveChat.UnitTests.Common;

/// <summary>Says when what is tested has its timer: before that, advancing the clock would tick nothing.</summary>
internal sealed class TimerAwareClock() : FakeTimeProvider(Times.Start)
{
    /// <summary>How long a test waits for what must come, before it fails.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _timerCreated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task TimerCreated => _timerCreated.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timerCreated.TrySetResult();
        return timer;
    }
}
