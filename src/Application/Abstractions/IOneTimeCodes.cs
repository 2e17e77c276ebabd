namespace LiveChat.Application.Abstractions;

/// <summary>The codes of second factors: their secrets, which are stored encrypted only, and what is made from them.</summary>
public interface IOneTimeCodes
{
    /// <summary>A new shared secret: as it is shown, in base 32, and as it is stored.</summary>
    (string Shown, byte[] Sealed) CreateSecret();

    /// <summary>What a device reads as a QR code: <c>otpauth://totp/…</c>.</summary>
    string UrlOf(string username, string shownSecret);

    /// <summary>The time step that a code of six digits belongs to; a step before and after now is let pass, because clocks differ.</summary>
    /// <returns>Null for a code that is not right.</returns>
    long? StepOf(byte[] sealedSecret, string code, DateTimeOffset now);

    /// <summary>New recovery codes, each 10 unambiguous characters with a hyphen in the middle.</summary>
    IReadOnlyList<string> CreateRecoveryCodes(int count);

    /// <summary>A recovery code as it is stored. Case, spaces and hyphens make no difference.</summary>
    string HashOf(string recoveryCode);
}
