namespace LiveChat.Application.Identity;

/// <summary>
/// Signs in a user whom a host site vouches for, and creates them the first time. Its endpoint exists where Identity:Hosts is set.
/// </summary>
/// <param name="Token">A JWT signed by the host site.</param>
public sealed record ExchangeTokenCommand(string? Token, ClientInfo Client) : IRequest<Result<SessionDto>>, IOpenRequest;

public sealed class ExchangeTokenValidator : AbstractValidator<ExchangeTokenCommand>
{
    /// <summary>Several times the size of a token with all claims that docs/identity.md describes.</summary>
    public const int MaxLength = 8192;

    public ExchangeTokenValidator() => RuleFor(c => c.Token).NotEmpty().MaximumLength(MaxLength);
}

public sealed class ExchangeTokenHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    NameGuard names,
    IHostTokens hostTokens,
    IUsedTokens usedTokens,
    SessionStarter sessions,
    Auditor auditor,
    TimeProvider clock
) : IRequestHandler<ExchangeTokenCommand, Result<SessionDto>>
{
    private static readonly HostIdentityValidator Claims = new();

    public async Task<Result<SessionDto>> Handle(ExchangeTokenCommand request, CancellationToken cancellationToken)
    {
        var read = await hostTokens.ReadAsync(request.Token!);
        if (!read.IsSuccess)
            return await RefuseAsync(read.Error, null, new AuditFact(AuditFactKind.HostTokenInvalid), request.Client, cancellationToken);
        var identity = read.Value;
        if (Claims.Check(identity) is { } unfit)
            return unfit;
        var id = UserId.From(identity.Subject!);
        if (await CheckNameAsync(identity, id, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        var signedIn = await unitOfWork.ExecuteAsync(ct => SignInAsync(identity, id, request.Client, ct), cancellationToken);
        if (!signedIn.IsSuccess)
            return await RefuseAsync(
                signedIn.Error,
                id,
                new AuditFact(AuditFactKind.HostUserRefused, identity.Issuer),
                request.Client,
                cancellationToken
            );
        return signedIn;
    }

    private async Task<Result> CheckNameAsync(HostIdentity identity, UserId id, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(id, cancellationToken);
        var name = identity.Name ?? (user is null ? id.Value : null);
        if (name is null || name.TrimEnd() == user?.Username)
            return Result.Success();
        return await names.CheckAsync(id, name, user?.Role ?? RoleOf(identity), cancellationToken);
    }

    private static UserRole RoleOf(HostIdentity identity) =>
        identity.Role is null ? UserRole.Buyer : WireNames<UserRole>.Parse(identity.Role);

    private async Task<Result<SessionDto>> SignInAsync(
        HostIdentity identity,
        UserId id,
        ClientInfo client,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (!await usedTokens.TryUseAsync(identity.Issuer, identity.TokenId, identity.ExpiresAt, now, cancellationToken))
            return IdentityErrors.HostTokenInvalid;
        // A host site can't create platform support or admins.
        var role = RoleOf(identity);
        if (role is not (UserRole.Buyer or UserRole.Merchant))
            return IdentityErrors.HostUserRefused;
        if (await users.FindAsync(id, cancellationToken) is not { } user)
        {
            user = User.Create(id, identity.Name ?? id.Value, role, now);
            users.Add(user);
        }

        if (!user.MayBeVouchedForBy(identity.Issuer))
            return IdentityErrors.HostUserRefused;
        user.VouchedForBy(identity.Issuer, identity.Name, identity.Avatar);
        return sessions.Start(user, client, new AuditFact(AuditFactKind.ByHost, identity.Issuer));
    }

    private async Task<Result<SessionDto>> RefuseAsync(
        Error error,
        UserId? id,
        AuditFact why,
        ClientInfo client,
        CancellationToken cancellationToken
    )
    {
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                auditor.Record(null, client.Address, AuditAction.SignInFailed, id, why);
                return Task.FromResult(Result.Success());
            },
            cancellationToken
        );
        return error;
    }
}

/// <summary>Validates the claims of a host site's token. Failures carry the names of the claims.</summary>
public sealed class HostIdentityValidator : AbstractValidator<HostIdentity>
{
    public HostIdentityValidator()
    {
        RuleFor(i => i.Subject).NotEmpty().IsUserId().OverridePropertyName("sub");
        RuleFor(i => i.Name).IsUsername().IsText();
        RuleFor(i => i.Avatar).MaximumLength(User.MaxAvatarLength).IsHttpsUrl().IsText();
        RuleFor(i => i.Role).IsNameOf<HostIdentity, UserRole>();
    }

    /// <returns>Null when the claims are valid.</returns>
    public ValidationError? Check(HostIdentity identity)
    {
        var failures = Validate(identity).Errors;
        return failures.Count == 0
            ? null
            : new ValidationError(
                failures
                    .GroupBy(f => FieldNames.OfPath(f.PropertyName))
                    .ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).Distinct().ToArray())
            );
    }
}
