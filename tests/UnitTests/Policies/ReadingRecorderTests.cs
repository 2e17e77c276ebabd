using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace LiveChat.UnitTests.Policies;

public class ReadingRecorderTests
{
    private readonly IAuditLog _log = Substitute.For<IAuditLog>();
    private readonly FakeTimeProvider _clock = new(Times.Start);

    private static Task<Result<ConversationDto>> ReadAsync(ReadingRecorder recorder, Actor actor, long id = 7) =>
        new RecordingBehavior<GetConversationQuery, Result<ConversationDto>>(recorder).Handle(
            new GetConversationQuery(actor, id),
            CancellationToken.None,
            () => Task.FromResult<Result<ConversationDto>>(ConversationDtoFactory.Create(id))
        );

    [Fact]
    public async Task Handle_WhenAMemberReads_ShouldRecordNothing()
    {
        await ReadAsync(ReadingRecorderFactory.Create(_log, _clock, UserFactory.BuyerId, UserFactory.MerchantId), UserFactory.Actor());

        _log.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task Handle_WhenTheReadingIsRefused_ShouldRecordNothing()
    {
        var recorder = ReadingRecorderFactory.Create(_log, _clock, UserFactory.BuyerId, UserFactory.MerchantId);

        var answer = await new RecordingBehavior<GetConversationQuery, Result<ConversationDto>>(recorder).Handle(
            new GetConversationQuery(UserFactory.Admin(), 7),
            CancellationToken.None,
            () => Task.FromResult<Result<ConversationDto>>(ConversationErrors.NotFound)
        );

        Assert.Same(ConversationErrors.NotFound, answer.Error);
        _log.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task Handle_WhenItCannotBeRecorded_ShouldShowNothing()
    {
        var unitOfWork = Substitute.For<IUnitOfWork>();
        unitOfWork.ExecuteAsync<Result>(default!, default).ThrowsAsyncForAnyArgs(new TimeoutException());
        var conversations = Substitute.For<IConversationReader>();
        conversations.FindMembersAsync(default!, default, default).ReturnsForAnyArgs([UserFactory.BuyerId]);
        var recorder = new ReadingRecorder(
            unitOfWork,
            _log,
            conversations,
            Substitute.For<IUserReader>(),
            new RecentReadings(),
            TimeProvider.System
        );

        await Assert.ThrowsAsync<TimeoutException>(() => ReadAsync(recorder, UserFactory.Admin()));
        await Assert.ThrowsAsync<TimeoutException>(() => ReadAsync(recorder, UserFactory.Admin()));
    }

    [Fact]
    public async Task Handle_WhenAnAdminComesBack_ShouldRecordItOnceInFiveMinutes()
    {
        var admin = UserFactory.Actor() with { Role = UserRole.Admin, Address = "192.0.2.1" };
        var recorder = ReadingRecorderFactory.Create(_log, _clock, UserFactory.BuyerId, UserFactory.MerchantId);

        await ReadAsync(recorder, admin);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await ReadAsync(recorder, admin);
        await ReadAsync(recorder, admin, id: 8);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await ReadAsync(recorder, admin);

        _log.Received(2)
            .Add(
                Arg.Is<AuditEntry>(e =>
                    e.Action == AuditAction.ConversationOpened && e.Target == "7" && e.ActorId == admin.UserId && e.Address == "192.0.2.1"
                )
            );
        _log.Received(1).Add(Arg.Is<AuditEntry>(e => e.Target == "8"));
    }

    [Fact]
    public async Task RecordAsync_WhenThereIsNoSuchConversation_ShouldRecordNothing()
    {
        await ReadingRecorderFactory
            .Create(_log, _clock)
            .RecordAsync(UserFactory.Admin(), Reading.OfConversation(new ConversationId(7)), CancellationToken.None);

        _log.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task RecordAsync_WhenThereIsNoSuchUser_ShouldRecordNothing()
    {
        var reading = new Reading(AuditAction.MessagesListed, "nobody") { OnlyOf = UserId.From("nobody") };

        await ReadingRecorderFactory.Create(_log, _clock).RecordAsync(UserFactory.Admin(), reading, CancellationToken.None);

        _log.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task RecordAsync_WhenEachReadingCounts_ShouldRecordEachOfThem()
    {
        var recorder = ReadingRecorderFactory.Create(_log, _clock);
        var export = Reading.OfExport("users", new Export<UserDto>(3, AsyncEnumerable.Empty<UserDto>()), target: null);

        await recorder.RecordAsync(UserFactory.Admin(), export, CancellationToken.None);
        await recorder.RecordAsync(UserFactory.Admin(), export, CancellationToken.None);

        _log.Received(2).Add(Arg.Is<AuditEntry>(e => e.Action == AuditAction.ListExported && e.Detail[0].Values[1] == "3"));
    }

    [Fact]
    public async Task RecordAsync_WhenPagingOn_ShouldRecordWhoseMessagesAreNew()
    {
        var recorder = ReadingRecorderFactory.Create(_log, _clock);
        var entries = new List<AuditEntry>();
        _log.When(l => l.Add(Arg.Any<AuditEntry>())).Do(call => entries.Add(call.Arg<AuditEntry>()));
        Task Show(string words, params UserId[] people) =>
            recorder.RecordAsync(
                UserFactory.Admin(),
                new Reading(AuditAction.MessagesListed, Target: null, new AuditFact(AuditFactKind.WordsSought, words)) { People = people },
                CancellationToken.None
            );

        await Show("refund", UserFactory.BuyerId);
        await Show("refund", UserFactory.BuyerId, UserFactory.MerchantId);
        await Show("refund", UserFactory.MerchantId);
        await Show("other");
        await Show("other");

        Assert.Equal(["refund|b1", "refund|m1", "other"], entries.Select(e => string.Join('|', e.Detail.SelectMany(f => f.Values))));
    }
}
