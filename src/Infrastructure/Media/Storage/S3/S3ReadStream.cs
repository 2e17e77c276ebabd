namespace LiveChat.Infrastructure.Media.Storage.S3;

/// <summary>
/// An object, read by ranges. Read from its beginning it comes by one request. After a seek it comes by requests that begin small and grow,
/// so that somebody who wants a part does not cost the whole. When the connection breaks, reading goes on where it was.
/// </summary>
/// <param name="open">Opens the bytes from a position up to and with another.</param>
internal sealed class S3ReadStream(Func<long, long, CancellationToken, Task<Stream>> open, long length) : Stream
{
    /// <summary>The first part that is asked for after a seek, in bytes.</summary>
    internal const int FirstPart = 256 * 1024;

    private const int LargestPart = 8 * 1024 * 1024;

    /// <summary>How often reading is resumed without a byte in between.</summary>
    internal const int Resumes = 2;

    private Stream? _part;
    private long _partEnd;
    private long _position;
    private int? _nextPart;

    /// <summary>How long the store may be silent in the middle of an object.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        ClosePart();
        _nextPart = FirstPart;
        return _position = position;
    }

    /// <exception cref="FileStorageException">The store failed for good.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0 || _position >= length)
            return 0;
        var resumed = 0;
        while (true)
        {
            try
            {
                var part = _part ??= await OpenPartAsync(cancellationToken);
                var read = await ReadPartAsync(part, buffer, cancellationToken);
                if (read == 0)
                    throw new IOException("The store ended its answer too early.");
                _position += read;
                if (_position == _partEnd)
                    ClosePart();
                return read;
            }
            catch (Exception exception)
                when (exception is not FileStorageException && S3Faults.IsOfStore(exception) && !cancellationToken.IsCancellationRequested)
            {
                ClosePart();
                if (++resumed > Resumes)
                    throw new FileStorageException($"Reading from the store failed: {S3Faults.Describe(exception)}", exception);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ClosePart();
        base.Dispose(disposing);
    }

    private async Task<Stream> OpenPartAsync(CancellationToken cancellationToken)
    {
        _partEnd = _nextPart is { } size ? Math.Min(length, _position + size) : length;
        _nextPart = _nextPart is { } last ? Math.Min(2 * last, LargestPart) : null;
        return await open(_position, _partEnd - 1, cancellationToken);
    }

    private async Task<int> ReadPartAsync(Stream part, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Silence);
        return await part.ReadAsync(buffer, limited.Token);
    }

    private void ClosePart()
    {
        _part?.Dispose();
        _part = null;
    }
}
