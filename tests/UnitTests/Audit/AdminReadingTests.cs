using LiveChat.Application.Abstractions;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Audit;

public class AdminReadingTests
{
    private readonly IAuditLog _log = Substitute.For<IAuditLog>();
    private readonly FakeTimeProvider _clock = new(Times.Start);

    [Fact]
    public async Task OpenedAsync_WhenAMemberReads_ShouldRecordNothing()
    {
        await AdminReadingFactory.Create(_log, _clock).OpenedAsync(UserFactory.Actor(), new ConversationId(7), CancellationToken.None);

        _log.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task OpenedAsync_WhenAnAdminComesBack_ShouldRecordItOnceInFiveMinutes()
    {
        var admin = UserFactory.Actor() with { Role = UserRole.Admin, Address = "192.0.2.1" };
        var reading = AdminReadingFactory.Create(_log, _clock);

        await reading.OpenedAsync(admin, new ConversationId(7), CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await reading.OpenedAsync(admin, new ConversationId(7), CancellationToken.None);
        await reading.OpenedAsync(admin, new ConversationId(8), CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await reading.OpenedAsync(admin, new ConversationId(7), CancellationToken.None);

        _log.Received(2).Add(Arg.Is<AuditEntry>(e => e.Action == AuditAction.ConversationOpened && e.Target == "7" && e.ActorId == admin.UserId && e.Address == "192.0.2.1"));
        _log.Received(1).Add(Arg.Is<AuditEntry>(e => e.Target == "8"));
    }
}
