using LiveChat.UnitTests.Messages;
using Microsoft.Extensions.Logging;

namespace LiveChat.UnitTests.Common;

public class LoggingBehaviorTests
{
    private const string Secret = "病人的处方 s3cr3t";

    private static readonly SendMessageCommand Command = MessageFactory.Command(content: Secret);

    private static async Task<List<(LogLevel Level, string Text)>> LogOf(Result<SentMessage> answer, LogLevel minimum = LogLevel.Trace)
    {
        var logger = new RecordingLogger<LoggingBehavior<SendMessageCommand, Result<SentMessage>>>(minimum);
        var behavior = new LoggingBehavior<SendMessageCommand, Result<SentMessage>>(logger);
        Assert.Same(answer, await behavior.Handle(Command, CancellationToken.None, () => Task.FromResult(answer)));
        return logger.Entries;
    }

    [Fact]
    public async Task Handle_WhenAMessageIsSent_ShouldLogTheRequestsNameAndNoContent()
    {
        var sent = new SentMessage(MessageDto.From(MessageFactory.Create(content: Secret), null, null), true);

        var (level, text) = Assert.Single(await LogOf(sent));

        Assert.Equal(LogLevel.Debug, level);
        Assert.Contains(nameof(SendMessageCommand), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Handle_WhenRefused_ShouldLogTheErrorsNameAndNoContent()
    {
        var (_, text) = Assert.Single(await LogOf(ConversationErrors.NotFound));

        Assert.Contains("Conversation.NotFound", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Handle_WhenASignInFails_ShouldLogNeitherNameNorPassword()
    {
        var logger = new RecordingLogger<LoggingBehavior<LoginCommand, Result<SessionDto>>>();
        var behavior = new LoggingBehavior<LoginCommand, Result<SessionDto>>(logger);

        await behavior.Handle(
            new LoginCommand("张三", "p4ssw0rd", new ClientInfo("203.0.113.9", null)),
            CancellationToken.None,
            () => Task.FromResult<Result<SessionDto>>(IdentityErrors.InvalidCredentials)
        );

        var (_, text) = Assert.Single(logger.Entries);
        Assert.All(["张三", "p4ssw0rd", "203.0.113.9"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handle_WhenDebugIsOff_ShouldLogNothing() =>
        Assert.Empty(await LogOf(ConversationErrors.NotFound, LogLevel.Information));
}
