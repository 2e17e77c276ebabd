namespace LiveChat.Domain.Identity;

/// <summary>
/// The second factor of a user's sign-in, besides the password: codes that their device makes from a shared secret (TOTP, RFC 6238), and
/// recovery codes for the case that the device is lost. Each code works once.
/// </summary>
public sealed class SecondFactor
{
    public const int RecoveryCodeCount = 10;

    /// <summary>How many wrong codes in a row close the factor for a while.</summary>
    public const int MaxFailures = 5;

    public static readonly TimeSpan BlockTime = TimeSpan.FromMinutes(15);

    private SecondFactor() { }

    public UserId UserId { get; private set; }

    /// <summary>The shared secret, encrypted.</summary>
    public byte[] SealedSecret { get; private set; } = [];

    /// <summary>When the user proved that their device makes the right codes. While it is null, signing in asks for no code.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>The time step of the last code that was used. Codes of that step and of earlier ones are refused.</summary>
    public long LastStep { get; private set; }

    /// <summary>The hashes of the recovery codes that are left.</summary>
    public IReadOnlyList<string> RecoveryHashes { get; private set; } = [];

    /// <summary>Wrong codes since the last right one.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? BlockedUntil { get; private set; }

    public bool IsConfirmed => ConfirmedAt is not null;

    public static SecondFactor Begin(UserId userId, byte[] sealedSecret) => new() { UserId = userId, SealedSecret = sealedSecret };

    public bool IsBlockedAt(DateTimeOffset now) => now < BlockedUntil;

    /// <summary>Replaces the secret, which is possible only before the factor is confirmed.</summary>
    public void BeginAnew(byte[] sealedSecret)
    {
        if (IsConfirmed)
            throw new InvalidOperationException("A second factor that is in use is ended before another is begun.");
        SealedSecret = sealedSecret;
    }

    public void Confirm(IReadOnlyList<string> recoveryHashes, DateTimeOffset now)
    {
        ConfirmedAt = now;
        RecoveryHashes = recoveryHashes;
    }

    /// <param name="step">The time step that the code belongs to.</param>
    /// <returns>False for a code that was used before, or is older than the last one used.</returns>
    public bool TryUseStep(long step)
    {
        if (step <= LastStep)
            return false;
        LastStep = step;
        Failures = 0;
        return true;
    }

    public bool TryUseRecoveryCode(string hash)
    {
        if (!RecoveryHashes.Contains(hash))
            return false;
        RecoveryHashes = [.. RecoveryHashes.Where(h => h != hash)];
        Failures = 0;
        return true;
    }

    public void Failed(DateTimeOffset now)
    {
        if (++Failures % MaxFailures == 0)
            BlockedUntil = now + BlockTime;
    }
}
