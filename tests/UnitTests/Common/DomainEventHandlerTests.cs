using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using LiveChat.UnitTests.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.UnitTests.Common;

public class DomainEventHandlerTests
{
    private static readonly DomainEventNotification<ConversationStarted> Notification = new(new ConversationStarted(new ConversationSnapshot(ConversationFactory.Id, 0, 0, [])));

    private readonly RecordingLogger<DomainEventHandlerTests> _logger = new();

    [Fact]
    public async Task Handle_WhenItFails_ShouldLogThatAndNotThrow()
    {
        await new FailingHandler(new InvalidOperationException("no route"), _logger).Handle(Notification, CancellationToken.None);

        var (level, text) = Assert.Single(_logger.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(nameof(FailingHandler), text, StringComparison.Ordinal);
        Assert.Contains("no route", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_WhenSomethingElseTimedOut_ShouldLogThatAndNotThrow()
    {
        await new FailingHandler(new TaskCanceledException("timed out"), _logger).Handle(Notification, CancellationToken.None);

        Assert.Equal(LogLevel.Error, Assert.Single(_logger.Entries).Level);
    }

    [Fact]
    public async Task Handle_WhenTheCallerCancelled_ShouldStop()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FailingHandler(new OperationCanceledException(cancelled), _logger).Handle(Notification, cancelled));
        Assert.Empty(_logger.Entries);
    }

    private sealed class FailingHandler(Exception exception, ILogger logger) : DomainEventHandler<ConversationStarted>(logger)
    {
        protected override Task HandleAsync(ConversationStarted domainEvent, CancellationToken cancellationToken) => Task.FromException(exception);
    }
}
