namespace LiveChat.Application.Abstractions;

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
