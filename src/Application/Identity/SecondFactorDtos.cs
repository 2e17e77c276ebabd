namespace LiveChat.Application.Identity;

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
