using System.Security.Cryptography;
using System.Text;
using LiveChat.Domain.Messages;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Sealing;

/// <summary>
/// Encrypts content and files of messages that were taken down (AES-256-GCM), with keys derived for that purpose (HKDF-SHA256) from a
/// secret in a file of its own. Nobody can read them from the database or the media directory without that secret.
/// </summary>
public sealed class Seal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyLength = 32;

    private readonly byte[] _wordsKey;
    private readonly byte[] _filesKey;

    /// <param name="secret">At least 32 random bytes.</param>
    public Seal(byte[] secret)
    {
        _wordsKey = Derive(secret, "LiveChat messages that were taken down");
        _filesKey = Derive(secret, "LiveChat files that were taken down");
    }

    /// <summary>Reads the secret from a file, which is created if there is none.</summary>
    /// <exception cref="SettingsException">The file can't be read or created.</exception>
    public static Seal FromFile(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
                using var writer = new StreamWriter(PrivateFiles.Create(path));
                writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength)));
            }

            var secret = Convert.FromBase64String(File.ReadAllText(path).Trim());
            return secret.Length >= KeyLength ? new Seal(secret) : throw new FormatException($"it holds {secret.Length} bytes of at least {KeyLength}");
        }
        catch (Exception exception) when (exception is FormatException || PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"The key {path} can't be used ({exception.Message}). Put the file back from a backup, or delete it: a new one is made then, "
                + "and messages that were taken down before can't be read or restored any more.");
        }
    }

    /// <param name="id">The message to which the content belongs; it can't be decrypted as that of another.</param>
    public byte[] Close(string words, MessageId id)
    {
        var plain = Encoding.UTF8.GetBytes(words);
        var closed = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_wordsKey, TagLength);
        aes.Encrypt(closed.AsSpan(0, NonceLength), plain, closed.AsSpan(NonceLength, plain.Length), closed.AsSpan(NonceLength + plain.Length), Owner(id));
        return closed;
    }

    /// <returns>Null when it was not encrypted with this secret for this message.</returns>
    public string? Open(byte[] closed, MessageId id)
    {
        var plain = new byte[closed.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_wordsKey, TagLength);
        try
        {
            aes.Decrypt(closed.AsSpan(0, NonceLength), closed.AsSpan(NonceLength, plain.Length), closed.AsSpan(NonceLength + plain.Length), plain, Owner(id));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Encrypts a file, piece by piece, so that memory does not grow with it.</summary>
    public Task CloseAsync(Stream plain, Stream closed, CancellationToken cancellationToken) => SealedFile.WriteAsync(_filesKey, plain, closed, cancellationToken);

    /// <summary>A stream of the decrypted file, to be read once from beginning to end.</summary>
    /// <param name="closed">The encrypted stream, which is disposed with the result.</param>
    public Stream OpenRead(Stream closed) => new SealedFile(_filesKey, closed);

    private static byte[] Owner(MessageId id) => BitConverter.GetBytes(id.Value);

    private static byte[] Derive(byte[] secret, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyLength, info: Encoding.UTF8.GetBytes(purpose));
}
