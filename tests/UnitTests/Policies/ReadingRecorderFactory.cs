using LiveChat.UnitTests.Common;
using NSubstitute;

namespace LiveChat.UnitTests.Policies;

internal static class ReadingRecorderFactory
{
    /// <param name="members">Of every conversation; none where there is no conversation.</param>
    public static ReadingRecorder Create(IAuditLog? log = null, TimeProvider? clock = null, params UserId[] members)
    {
        var conversations = Substitute.For<IConversationReader>();
        conversations
            .FindMembersAsync(Arg.Any<Actor>(), Arg.Any<ConversationId>(), Arg.Any<CancellationToken>())
            .Returns(members.Length == 0 ? null : members);
        return new ReadingRecorder(
            new InlineUnitOfWork(),
            log ?? Substitute.For<IAuditLog>(),
            conversations,
            Substitute.For<IUserReader>(),
            new RecentReadings(),
            clock ?? TimeProvider.System
        );
    }
}
