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
        await AdminReadingFactory
            .Create(_log, _clock, UserFactory.BuyerId, UserFactory.MerchantId)
            .OpenedAsync(UserFactory.Actor(), new ConversationId(7), CancellationToken.None);

        _log.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task OpenedAsync_WhenAnAdminComesBack_ShouldRecordItOnceInFiveMinutes()
    {
        var admin = UserFactory.Actor() with { Role = UserRole.Admin, Address = "192.0.2.1" };
        var reading = AdminReadingFactory.Create(_log, _clock, UserFactory.BuyerId, UserFactory.MerchantId);

        await reading.OpenedAsync(admin, new ConversationId(7), CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await reading.OpenedAsync(admin, new ConversationId(7), CancellationToken.None);
        await reading.OpenedAsync(admin, new ConversationId(8), CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await reading.OpenedAsync(admin, new ConversationId(7), CancellationToken.None);

        _log.Received(2)
            .Add(
                Arg.Is<AuditEntry>(e =>
                    e.Action == AuditAction.ConversationOpened && e.Target == "7" && e.ActorId == admin.UserId && e.Address == "192.0.2.1"
                )
            );
        _log.Received(1).Add(Arg.Is<AuditEntry>(e => e.Target == "8"));
    }

    [Fact]
    public async Task OpenedAsync_WhenThereIsNoSuchConversation_ShouldRecordNothing()
    {
        await AdminReadingFactory.Create(_log, _clock).OpenedAsync(UserFactory.Admin(), new ConversationId(7), CancellationToken.None);

        _log.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task RecordAsync_WhenPagingOn_ShouldRecordWhoseMessagesAreNew()
    {
        var reading = AdminReadingFactory.Create(_log, _clock);
        var entries = new List<AuditEntry>();
        _log.When(l => l.Add(Arg.Any<AuditEntry>())).Do(call => entries.Add(call.Arg<AuditEntry>()));
        IReadOnlyList<AuditFact> asked = [new(AuditFactKind.WordsSought, "refund")];
        Task Show(IReadOnlyList<AuditFact> facts, params UserId[] people) =>
            reading.RecordAsync(UserFactory.Admin(), AuditAction.MessagesListed, null, facts, people, CancellationToken.None);

        await Show(asked, UserFactory.BuyerId);
        await Show(asked, UserFactory.BuyerId, UserFactory.MerchantId);
        await Show(asked, UserFactory.MerchantId);
        await Show([new AuditFact(AuditFactKind.WordsSought, "other")]);
        await Show([new AuditFact(AuditFactKind.WordsSought, "other")]);

        Assert.Equal(["refund|b1", "refund|m1", "other"], entries.Select(e => string.Join('|', e.Detail.SelectMany(f => f.Values))));
    }
}
