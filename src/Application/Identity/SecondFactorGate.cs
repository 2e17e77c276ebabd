using System.Globalization;

namespace LiveChat.Application.Identity;

/// <summary>
/// Checks a code of a second factor and uses it up, inside a unit of work that must be committed even when the code is wrong.
/// </summary>
public sealed class SecondFactorGate(IOneTimeCodes codes, TimeProvider clock)
{
    /// <summary>A code of the device or a recovery code.</summary>
    /// <param name="means">Which kind of code was accepted; for the audit log.</param>
    /// <returns>The refusal; null when the code was right.</returns>
    public Error? Refusal(SecondFactor factor, string code, out AuditFact means)
    {
        var now = clock.GetUtcNow();
        means = new AuditFact(AuditFactKind.ByCode);
        if (factor.IsBlockedAt(now))
            return IdentityErrors.SecondFactorBlocked;
        if (codes.StepOf(factor.SealedSecret, code, now) is { } step ? factor.TryUseStep(step) : TryRecover(factor, code, out means))
            return null;
        factor.Failed(now);
        return IdentityErrors.SecondFactorWrong;
    }

    private bool TryRecover(SecondFactor factor, string code, out AuditFact means)
    {
        var isRight = factor.TryUseRecoveryCode(codes.HashOf(code));
        means = new AuditFact(AuditFactKind.ByRecoveryCode, factor.RecoveryHashes.Count.ToString(CultureInfo.InvariantCulture));
        return isRight;
    }
}

/// <summary>Loads, adds and removes second factors inside a unit of work.</summary>
public interface ISecondFactorRepository
{
    Task<SecondFactor?> FindAsync(UserId userId, CancellationToken cancellationToken);

    void Add(SecondFactor factor);

    void Remove(SecondFactor factor);
}

/// <summary>Secrets and codes of second factors. Secrets are stored only encrypted.</summary>
public interface IOneTimeCodes
{
    /// <summary>Makes a shared secret, and returns it in base 32, to be shown, and encrypted, to be stored.</summary>
    (string Shown, byte[] Sealed) CreateSecret();

    /// <summary>The <c>otpauth://totp/…</c> URL that a device reads from a QR code.</summary>
    string UrlOf(string username, string shownSecret);

    /// <summary>
    /// Finds the time step of a code of six digits. One step before and after the current one is accepted, because clocks differ.
    /// </summary>
    /// <returns>Null for a wrong code.</returns>
    long? StepOf(byte[] sealedSecret, string code, DateTimeOffset now);

    /// <summary>New recovery codes, each 10 unambiguous characters with a hyphen in the middle.</summary>
    IReadOnlyList<string> CreateRecoveryCodes(int count);

    /// <summary>The hash of a recovery code, as it is stored. Case, spaces and hyphens make no difference.</summary>
    string HashOf(string recoveryCode);
}
