using LiveChat.UnitTests.Common;
using Microsoft.Extensions.Time.Testing;

namespace LiveChat.UnitTests.Conversations;

public class ConversationClockTests
{
    private readonly FakeTimeProvider _system = new(Times.Start) { AutoAdvanceAmount = TimeSpan.Zero };

    [Fact]
    public void GetNow_WhenTheClockRuns_ShouldTellItsTime()
    {
        var clock = new ConversationClock(_system);
        Assert.Equal(Times.Start, clock.GetNow());
        _system.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Times.Start.AddSeconds(5), clock.GetNow());
    }

    [Fact]
    public void GetNow_WhenTheClockIsSetBack_ShouldGoOnUntilItHasCaughtUp()
    {
        var clock = new ConversationClock(_system);
        // Said by a server whose clock was an hour ahead.
        clock.GoOnFrom(Times.Start.AddHours(1));

        var moments = Enumerable.Range(0, 3).Select(_ => clock.GetNow()).ToList();
        Assert.Equal(
            [
                Times.Start.AddHours(1).AddMilliseconds(1),
                Times.Start.AddHours(1).AddMilliseconds(2),
                Times.Start.AddHours(1).AddMilliseconds(3),
            ],
            moments
        );

        _system.Advance(TimeSpan.FromHours(2));
        Assert.Equal(Times.Start.AddHours(2), clock.GetNow());
    }

    [Fact]
    public void GetNow_WhenTheClockWasWrongByDays_ShouldBelieveItNow()
    {
        var clock = new ConversationClock(_system);
        clock.GoOnFrom(Times.Start.AddYears(1));

        Assert.Equal(Times.Start, clock.GetNow());
    }
}
