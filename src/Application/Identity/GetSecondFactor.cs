namespace LiveChat.Application.Identity;

/// <summary>Whether the actor signs in with a code besides the password.</summary>
public sealed record GetSecondFactorQuery(Actor Actor) : IRequest<Result<SecondFactorDto>>, IAdminRequest;

public sealed class GetSecondFactorHandler(ISecondFactorRepository factors, SignInRules rules)
    : IRequestHandler<GetSecondFactorQuery, Result<SecondFactorDto>>
{
    public async Task<Result<SecondFactorDto>> Handle(GetSecondFactorQuery request, CancellationToken cancellationToken)
    {
        var factor = await factors.FindAsync(request.Actor.UserId, cancellationToken);
        var isOn = factor is { IsConfirmed: true };
        return new SecondFactorDto(isOn, rules.DemandsSecondFactorOf(request.Actor.Role), isOn ? factor!.RecoveryHashes.Count : 0);
    }
}

/// <summary>Whether a user signs in with a code besides the password.</summary>
/// <param name="Required">Whether this server demands a second factor of the user.</param>
/// <param name="RecoveryCodesLeft">0 to 10; each works once.</param>
public sealed record SecondFactorDto(bool Enabled, bool Required, int RecoveryCodesLeft);

/// <summary>The secret with which a device makes codes. It is shown once and stored encrypted.</summary>
/// <param name="Secret">The secret in base 32, for typing.</param>
/// <param name="OtpauthUrl">The URL that a device reads from a QR code: <c>otpauth://totp/…</c>, SHA-1, 6 digits, 30 seconds.</param>
public sealed record SecondFactorSecretDto(string Secret, string OtpauthUrl);

/// <summary>The recovery codes, shown once. Each can be used once in place of a code of the device.</summary>
public sealed record RecoveryCodesDto(IReadOnlyList<string> RecoveryCodes);

public static class SecondFactorCodeRules
{
    public const int MaxLength = 40;

    /// <summary>The text may be a code of a device or a recovery code, with spaces and hyphens.</summary>
    public static IRuleBuilderOptions<T, string?> IsCode<T>(this IRuleBuilder<T, string?> rule) => rule.NotEmpty().MaximumLength(MaxLength);
}
