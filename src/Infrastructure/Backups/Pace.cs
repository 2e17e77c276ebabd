using System.Diagnostics;

namespace LiveChat.Infrastructure.Backups;

/// <summary>
/// Keeps a backup from getting in the way of messages, which wait for the same disk: it writes in small steps, brings each to disk before
/// the next, so that no commit has to wait for a pile of it, and pauses in between.
/// </summary>
internal sealed class Pace(CancellationToken cancellationToken)
{
    public const int StepBytes = 128 * 1024;

    /// <summary>After so many bytes the disk is waited for.</summary>
    private const int FlushBytes = 256 * 1024;

    private const double BytesPerSecond = 10e6;

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private long _written;
    private long _flushed;

    /// <exception cref="OperationCanceledException">The server stops, or somebody pressed Ctrl+C.</exception>
    public void Check() => cancellationToken.ThrowIfCancellationRequested();

    public void Wrote(FileStream file, int bytes)
    {
        _written += bytes;
        if (_written - _flushed < FlushBytes)
            return;
        _flushed = _written;
        file.Flush(flushToDisk: true);
        var ahead = TimeSpan.FromSeconds(_written / BytesPerSecond) - _running.Elapsed;
        if (ahead > TimeSpan.Zero)
            cancellationToken.WaitHandle.WaitOne(ahead);
        Check();
    }
}

/// <summary>A file that is written at a pace.</summary>
internal sealed class PacedStream(FileStream file, Pace pace) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        pace.Wrote(file, buffer.Length);
    }

    public override void Flush() => file.Flush();

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => file.SetLength(value);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
