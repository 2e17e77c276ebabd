using System.Globalization;

namespace LiveChat.Application.Users;

/// <summary>Disables a user and takes down their messages. A repeated call continues where the last one stopped.</summary>
/// <param name="Reason">1 to 200 characters, kept in the audit log.</param>
/// <param name="Hours">Takes down only messages of the last hours; null takes down all.</param>
/// <param name="ExpectedVersions">See <see cref="UserVersion"/>; null changes whatever there is.</param>
public sealed record BanUserCommand(Actor Actor, string UserId, string? Reason, int? Hours, IReadOnlyList<string>? ExpectedVersions = null)
    : IRequest<Result<BanDto>>,
        IAdminRequest
{
    public const int MaxReasonLength = 200;
    public const int MaxHours = 8760;

    public string? SubjectId => UserId;
}

public sealed class BanUserValidator : AbstractValidator<BanUserCommand>
{
    public BanUserValidator()
    {
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(BanUserCommand.MaxReasonLength).IsEmptyOrVisible();
        RuleFor(c => c.Hours).InclusiveBetween(1, BanUserCommand.MaxHours);
    }
}

public sealed class BanUserHandler(
    IMediator mediator,
    IUserReader users,
    IMessageReader messages,
    IConversationWriter writer,
    IUnitOfWork unitOfWork,
    Auditor auditor,
    TimeProvider clock
) : IRequestHandler<BanUserCommand, Result<BanDto>>
{
    /// <summary>Messages of one commit. Other senders wait while it is written.</summary>
    private const int BatchSize = 50;

    public async Task<Result<BanDto>> Handle(BanUserCommand request, CancellationToken cancellationToken)
    {
        var wasActive =
            UserId.TryParse(request.UserId, out var id)
            && await users.FindAsync(request.Actor, id, cancellationToken) is { Status: UserStatus.Active };
        // Disabling comes first, so that the user sends nothing during the clean-up.
        var disabled = await mediator.Send(
            new SetUserStatusCommand(
                request.Actor,
                request.UserId,
                WireNames<UserStatus>.Of(UserStatus.Disabled),
                request.ExpectedVersions
            ),
            cancellationToken
        );
        if (!disabled.IsSuccess)
            return disabled.Error;
        var since = request.Hours is { } hours ? clock.GetUtcNow() - TimeSpan.FromHours(hours) : (DateTimeOffset?)null;
        var standing = await messages.FindStandingAsync(id, since, cancellationToken);
        var removed = await TakeDownAsync(standing);
        // If sealing fails, the messages are removed all the same; their files are no longer served, and are sealed later.
        if (removed > 0)
            await mediator.Send(new SealFilesCommand(), CancellationToken.None);
        if (wasActive || removed > 0)
            await RecordAsync(request, id, removed);
        return new BanDto(disabled.Value, removed, standing.Count - removed);
    }

    private Task<Result> RecordAsync(BanUserCommand request, UserId id, int removed) =>
        unitOfWork.ExecuteAsync(
            _ =>
            {
                auditor.Record(
                    request.Actor,
                    AuditAction.UserBanned,
                    id,
                    [new(AuditFactKind.Reason, request.Reason!.Trim()), CleanedUp(request.Hours, removed)]
                );
                return Task.FromResult(Result.Success());
            },
            CancellationToken.None
        );

    /// <summary>
    /// It continues when the caller disconnects, and stops when the writer refuses more, as it does while the server stops.
    /// </summary>
    private async Task<int> TakeDownAsync(IReadOnlyList<MessageId> standing)
    {
        var removed = 0;
        foreach (var batch in standing.Chunk(BatchSize))
        {
            var result = await writer.WriteAsync<int>(store => TakeDown(store, batch), ExpectedLookups.Of(batch), CancellationToken.None);
            if (!result.IsSuccess)
                break;
            removed += result.Value;
        }

        return removed;
    }

    private Result<int> TakeDown(IConversationStore store, MessageId[] batch)
    {
        var now = clock.GetUtcNow();
        foreach (var id in batch)
        {
            // A message that was recalled or taken down meanwhile counts as done.
            if (
                store.FindMessage(id) is not { IsGone: false } message
                || store.FindConversation(message.ConversationId) is not { } conversation
            )
                continue;
            var taken = conversation.TakeDown(message, store.FindAttachment(message.AttachmentId), now, store);
            if (!taken.IsSuccess)
                return taken.Error;
            if (taken.Value is { } changed)
                store.Update(changed);
        }

        return batch.Length;
    }

    private static AuditFact CleanedUp(int? hours, int removed)
    {
        var count = removed.ToString(CultureInfo.InvariantCulture);
        return hours is { } some
            ? new AuditFact(AuditFactKind.TakenDownOfHours, count, some.ToString(CultureInfo.InvariantCulture))
            : new AuditFact(AuditFactKind.TakenDown, count);
    }
}

/// <summary>The result of a ban.</summary>
/// <param name="Removed">Messages that were taken down by this call.</param>
/// <param name="Remaining">Messages that could not be taken down before the call stopped. If there are any, repeat the call.</param>
public sealed record BanDto(UserDto User, int Removed, int Remaining);
