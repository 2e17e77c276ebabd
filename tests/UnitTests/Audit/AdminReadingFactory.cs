using LiveChat.UnitTests.Common;
using NSubstitute;

namespace LiveChat.UnitTests.Audit;

internal static class AdminReadingFactory
{
    /// <param name="members">Of every conversation; none where there is no conversation.</param>
    public static AdminReading Create(IAuditLog? log = null, TimeProvider? clock = null, params UserId[] members)
    {
        var conversations = Substitute.For<IConversationReader>();
        conversations
            .FindMembersAsync(Arg.Any<Actor>(), Arg.Any<ConversationId>(), Arg.Any<CancellationToken>())
            .Returns(members.Length == 0 ? null : members);
        return new AdminReading(
            new InlineUnitOfWork(),
            log ?? Substitute.For<IAuditLog>(),
            conversations,
            new RecentReadings(),
            clock ?? TimeProvider.System
        );
    }
}
