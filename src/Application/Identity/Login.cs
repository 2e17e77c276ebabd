namespace LiveChat.Application.Identity;

/// <summary>Signs in by name and password.</summary>
/// <param name="Code">A code of the second factor or a recovery code, for users who have one.</param>
public sealed record LoginCommand(string? Username, string? Password, ClientInfo Client, string? Code = null)
    : IRequest<Result<SessionDto>>,
        IOpenRequest,
        IOutcomeLimitedRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();

    IReadOnlyList<OutcomeLimit> IOutcomeLimitedRequest.Limits =>
        [
            new(LimitKind.LoginFailuresPerAddress, Client.Origin, IsFailure),
            new(LimitKind.LoginFailures, $"{Client.Origin} {User.Normalize(Username ?? "")}", IsFailure),
            new(LimitKind.SignIns, Client.Origin, result => result.IsSuccess),
        ];

    /// <summary>Whether the answer refuses what was given: asking for a code that is still missing does not.</summary>
    private static bool IsFailure(Result result) =>
        result.Error is { Kind: ErrorKind.NotSignedIn } or { Kind: ErrorKind.SecondFactorRequired, Field: not null };
}

public sealed class LoginValidator : AbstractValidator<LoginCommand>
{
    public LoginValidator()
    {
        RuleFor(c => c.Username).NotEmpty().MaximumLength(200);
        RuleFor(c => c.Code).MaximumLength(SecondFactorCodeRules.MaxLength);
        RuleFor(c => c.Password).NotEmpty().MaximumLength(PasswordRules.MaxLength);
    }
}

public sealed class LoginHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    ISecondFactorRepository secondFactors,
    IPasswordService passwords,
    SecondFactorGate gate,
    SessionStarter sessions,
    Auditor auditor
) : IRequestHandler<LoginCommand, Result<SessionDto>>
{
    public async Task<Result<SessionDto>> Handle(LoginCommand request, CancellationToken cancellationToken)
    {
        // The slow hash is checked outside the transaction, so that a sign-in holds up no message.
        var candidate = await users.FindByLoginAsync(request.Username!, cancellationToken);
        if (!await passwords.VerifyAsync(candidate, request.Password!, request.Client.Origin, cancellationToken))
            return await RefuseAsync(candidate, request.Client, cancellationToken);

        var attempt = await unitOfWork.ExecuteAsync<Result<Attempt>>(
            async ct =>
            {
                var user = await users.FindAsync(candidate!.Id, ct);
                if (user is not { IsActive: true } || user.PasswordHash != candidate.PasswordHash)
                    return IdentityErrors.InvalidCredentials;
                return await secondFactors.FindAsync(user.Id, ct) is { IsConfirmed: true } factor
                    ? WithCode(user, factor, request)
                    : new Attempt(sessions.Start(user, request.Client, new AuditFact(AuditFactKind.ByPassword)), null);
            },
            cancellationToken
        );
        if (!attempt.IsSuccess)
            return await RefuseAsync(candidate, request.Client, cancellationToken);
        return attempt.Value is { Session: { } session } ? session : attempt.Value.Refusal!;
    }

    /// <summary>Goes on after a right password. A missing code is no failure; a wrong one is, and the factor counts it.</summary>
    private Attempt WithCode(User user, SecondFactor factor, LoginCommand request)
    {
        if (string.IsNullOrWhiteSpace(request.Code))
            return new Attempt(null, IdentityErrors.SecondFactorRequired);
        if (gate.Refusal(factor, request.Code, out var means) is not { } refusal)
            return new Attempt(sessions.Start(user, request.Client, new AuditFact(AuditFactKind.ByPassword), means), null);
        auditor.Record(null, request.Client.Address, AuditAction.SignInFailed, user.Id, new AuditFact(AuditFactKind.WrongCode));
        return new Attempt(null, refusal);
    }

    /// <summary>
    /// Records the failure and gives the one answer. An unknown name is not recorded, because people type their password into that field by
    /// mistake.
    /// </summary>
    private async Task<Result<SessionDto>> RefuseAsync(User? candidate, ClientInfo client, CancellationToken cancellationToken)
    {
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                auditor.Record(null, client.Address, AuditAction.SignInFailed, candidate?.Id, new AuditFact(WhyNot(candidate)));
                return Task.FromResult(Result.Success());
            },
            cancellationToken
        );
        return IdentityErrors.InvalidCredentials;
    }

    private static AuditFactKind WhyNot(User? candidate) =>
        candidate switch
        {
            null => AuditFactKind.UnknownName,
            { IsActive: false } => AuditFactKind.AccountNotActive,
            _ => AuditFactKind.WrongPassword,
        };

    /// <summary>The outcome after a right password. It is committed whether or not a code was accepted.</summary>
    private sealed record Attempt(SessionDto? Session, Error? Refusal);
}

/// <summary>An operator's settings for signing in.</summary>
/// <param name="RequireSecondFactorForAdmins">Whether an admin without a second factor has to set one up before anything else.</param>
public sealed record SignInRules(bool RequireSecondFactorForAdmins)
{
    public bool DemandsSecondFactorOf(UserRole role) => RequireSecondFactorForAdmins && role == UserRole.Admin;
}
