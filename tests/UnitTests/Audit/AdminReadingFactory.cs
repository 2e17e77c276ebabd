using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.UnitTests.Common;
using NSubstitute;

namespace LiveChat.UnitTests.Audit;

internal static class AdminReadingFactory
{
    public static AdminReading Create(IAuditLog? log = null, TimeProvider? clock = null) =>
        new(new InlineUnitOfWork(), log ?? Substitute.For<IAuditLog>(), new RecentReadings(), clock ?? TimeProvider.System);
}
