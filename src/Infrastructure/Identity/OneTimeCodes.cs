using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Settings;
using OtpNet;

namespace LiveChat.Infrastructure.Identity;

/// <summary>
/// Secrets are encrypted with a key derived from the server's signing key, so that nobody can make codes from a copy of the database alone.
/// After a change of the signing key all codes of devices are wrong; recovery codes, of which hashes are stored, still work.
/// </summary>
internal sealed class OneTimeCodes(JwtSettings settings) : IOneTimeCodes
{
    private const string Issuer = "LiveChat";
    private const int SecretLength = 20;
    private const int CodeLength = 6;

    private static readonly VerificationWindow OneStepEachWay = new(previous: 1, future: 1);

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        settings.SigningKey,
        32,
        info: "second factor secrets"u8.ToArray()
    );

    public (string Shown, byte[] Sealed) CreateSecret()
    {
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        return (Base32Encoding.ToString(secret).TrimEnd('='), Seal(secret));
    }

    public string UrlOf(string username, string shownSecret) => new OtpUri(OtpType.Totp, shownSecret, username, Issuer).ToString();

    public long? StepOf(byte[] sealedSecret, string code, DateTimeOffset now)
    {
        var digits = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        if (digits.Length != CodeLength || !digits.All(char.IsAsciiDigit) || Open(sealedSecret) is not { } secret)
            return null;
        return new Totp(secret).VerifyTotp(now.UtcDateTime, digits, out var step, OneStepEachWay) ? step : null;
    }

    public IReadOnlyList<string> CreateRecoveryCodes(int count) => [.. Enumerable.Range(0, count).Select(_ => CreateRecoveryCode())];

    public string HashOf(string recoveryCode) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(recoveryCode.Where(char.IsLetterOrDigit)).ToLowerInvariant()))
        );

    private static string CreateRecoveryCode()
    {
        var code = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10);
        return $"{code[..5]}-{code[5..]}";
    }

    /// <summary>Encrypts by AES-GCM. The result is nonce, tag and ciphertext.</summary>
    private byte[] Seal(byte[] secret)
    {
        var box = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + secret.Length];
        var (nonce, tag, text) = Parts(box);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, tag.Length);
        aes.Encrypt(nonce.Span, secret, text.Span, tag.Span);
        return box;
    }

    /// <returns>Null when it was encrypted with another key.</returns>
    private byte[]? Open(byte[] box)
    {
        var (nonce, tag, text) = Parts(box);
        var secret = new byte[text.Length];
        using var aes = new AesGcm(_key, tag.Length);
        try
        {
            aes.Decrypt(nonce.Span, text.Span, tag.Span, secret);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Text) Parts(byte[] box)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (box.AsMemory(0, nonce), box.AsMemory(nonce, tag), box.AsMemory(nonce + tag));
    }
}
