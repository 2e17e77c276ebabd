using LiveChat.UnitTests.Common;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

internal static class AuditorFactory
{
    public static Auditor Create(IAuditLog? log = null) => new(log ?? Substitute.For<IAuditLog>(), new FakeTimeProvider(Times.Start));
}
