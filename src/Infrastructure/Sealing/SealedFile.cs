using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Sealing;

/// <summary>
/// The format of an encrypted file: eight random bytes, then pieces of 64 KB with a tag each. Each piece is bound to its position and to
/// whether it is the last, so that none can be removed, repeated or exchanged. This stream decrypts while it is read.
/// </summary>
internal sealed class SealedFile(byte[] key, Stream closed) : Stream
{
    private const int PrefixLength = 8;
    private const int TagLength = 16;
    private const int PieceLength = 64 * 1024;

    private readonly AesGcm _aes = new(key, TagLength);
    private readonly byte[] _sealed = new byte[PieceLength + TagLength];
    private readonly byte[] _piece = new byte[PieceLength];
    private readonly byte[] _nonce = new byte[PrefixLength + sizeof(int)];
    private int _number = -1;
    private int _length;
    private int _position;
    private bool _isLast;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static async Task WriteAsync(byte[] key, Stream plain, Stream closed, CancellationToken cancellationToken)
    {
        using var aes = new AesGcm(key, TagLength);
        var nonce = new byte[PrefixLength + sizeof(int)];
        RandomNumberGenerator.Fill(nonce.AsSpan(0, PrefixLength));
        await closed.WriteAsync(nonce.AsMemory(0, PrefixLength), cancellationToken);
        var (piece, next) = (new byte[PieceLength], new byte[PieceLength]);
        var (output, number) = (new byte[PieceLength + TagLength], 0);
        var length = await plain.ReadAtLeastAsync(piece, PieceLength, throwOnEndOfStream: false, cancellationToken);
        while (true)
        {
            var nextLength =
                length < PieceLength ? 0 : await plain.ReadAtLeastAsync(next, PieceLength, throwOnEndOfStream: false, cancellationToken);
            BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(PrefixLength), number++);
            aes.Encrypt(
                nonce,
                piece.AsSpan(0, length),
                output.AsSpan(0, length),
                output.AsSpan(length, TagLength),
                Mark(isLast: nextLength == 0)
            );
            await closed.WriteAsync(output.AsMemory(0, length + TagLength), cancellationToken);
            if (nextLength == 0)
                return;
            (piece, next, length) = (next, piece, nextLength);
        }
    }

    /// <exception cref="CryptographicException">The file was encrypted with another key, or was changed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _length && !_isLast && buffer.Length > 0)
            await OpenNextAsync(cancellationToken);
        var count = Math.Min(buffer.Length, _length - _position);
        _piece.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            closed.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task OpenNextAsync(CancellationToken cancellationToken)
    {
        if (_number < 0)
            await closed.ReadExactlyAsync(_nonce.AsMemory(0, PrefixLength), cancellationToken);
        var read = await closed.ReadAtLeastAsync(_sealed, _sealed.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < TagLength)
            throw new CryptographicException("The file ends too early.");
        _isLast = closed.Position == closed.Length;
        (_length, _position) = (read - TagLength, 0);
        BinaryPrimitives.WriteInt32BigEndian(_nonce.AsSpan(PrefixLength), ++_number);
        _aes.Decrypt(_nonce, _sealed.AsSpan(0, _length), _sealed.AsSpan(_length, TagLength), _piece.AsSpan(0, _length), Mark(_isLast));
    }

    private static byte[] Mark(bool isLast) => [isLast ? (byte)1 : (byte)0];
}

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
    public static byte[] ReadOrCreateSecret(string path)
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
            return secret.Length >= KeyLength
                ? secret
                : throw new FormatException($"it holds {secret.Length} bytes of at least {KeyLength}");
        }
        catch (Exception exception) when (exception is FormatException || PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"The key {path} can't be used ({exception.Message}). Put the file back from a backup, or delete it: a new one is made then, "
                    + "and messages that were taken down before can't be read or restored any more."
            );
        }
    }

    /// <param name="id">The message to which the content belongs; it can't be decrypted as that of another.</param>
    public byte[] Close(string words, MessageId id)
    {
        var plain = Encoding.UTF8.GetBytes(words);
        var closed = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_wordsKey, TagLength);
        aes.Encrypt(
            closed.AsSpan(0, NonceLength),
            plain,
            closed.AsSpan(NonceLength, plain.Length),
            closed.AsSpan(NonceLength + plain.Length),
            Owner(id)
        );
        return closed;
    }

    /// <returns>Null when it was not encrypted with this secret for this message.</returns>
    public string? Open(byte[] closed, MessageId id)
    {
        var plain = new byte[closed.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_wordsKey, TagLength);
        try
        {
            aes.Decrypt(
                closed.AsSpan(0, NonceLength),
                closed.AsSpan(NonceLength, plain.Length),
                closed.AsSpan(NonceLength + plain.Length),
                plain,
                Owner(id)
            );
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Encrypts a file, piece by piece, so that memory does not grow with it.</summary>
    public Task CloseAsync(Stream plain, Stream closed, CancellationToken cancellationToken) =>
        SealedFile.WriteAsync(_filesKey, plain, closed, cancellationToken);

    /// <summary>A stream of the decrypted file, to be read once from beginning to end.</summary>
    /// <param name="closed">The encrypted stream, which is disposed with the result.</param>
    public Stream OpenRead(Stream closed) => new SealedFile(_filesKey, closed);

    private static byte[] Owner(MessageId id) => BitConverter.GetBytes(id.Value);

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyLength, info: Encoding.UTF8.GetBytes(purpose));
}
