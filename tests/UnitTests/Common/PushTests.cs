using LiveChat.UnitTests.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.UnitTests.Common;

public class PushTests
{
    private static readonly ConversationStarted Started = new(new ConversationSnapshot(ConversationFactory.Id, 0, 0, []));

    private readonly RecordingLogger<PushTests> _logger = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Push_WhenItFails_ShouldLogThatAndNotThrow(bool isAtOnce)
    {
        await new FailingPush(isAtOnce, _logger).PushAsync(Started);

        var (level, text) = Assert.Single(_logger.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(nameof(FailingPush), text, StringComparison.Ordinal);
        Assert.Contains("no route", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_WhenTheEventIsOfAnotherType_ShouldBeFalse()
    {
        var push = new FailingPush(true, _logger);

        Assert.True(push.Takes(Started));
        Assert.False(push.Takes(new WaitingChanged(Started.Conversation)));
    }

    private sealed class FailingPush(bool isAtOnce, ILogger logger) : Push<ConversationStarted>(logger)
    {
        protected override async Task PushAsync(ConversationStarted domainEvent)
        {
            if (!isAtOnce)
                await Task.Yield();
            throw new InvalidOperationException("no route");
        }
    }
}
