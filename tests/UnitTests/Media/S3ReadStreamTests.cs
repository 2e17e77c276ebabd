using LiveChat.Infrastructure.Media.Storage.S3;

namespace LiveChat.UnitTests.Media;

public sealed class S3ReadStreamTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 2_000_000).Select(i => (byte)(i * 7))];

    private readonly List<(long From, long To)> _asked = [];

    /// <summary>Opens a part; a test may put another stream in its place.</summary>
    private Func<Stream, Stream> _opens = part => part;

    private S3ReadStream Open() =>
        new(
            (from, to, _) =>
            {
                _asked.Add((from, to));
                return Task.FromResult(_opens(new MemoryStream(Content[(int)from..((int)to + 1)])));
            },
            Content.Length
        )
        {
            Silence = TimeSpan.FromMilliseconds(50),
        };

    [Fact]
    public async Task Read_WhenFromTheBeginning_ShouldAskOnce()
    {
        await using var stream = Open();
        using var read = new MemoryStream();

        await stream.CopyToAsync(read);

        Assert.Equal(Content, read.ToArray());
        Assert.Equal([(0L, Content.Length - 1L)], _asked);
    }

    [Fact]
    public async Task Read_WhenAfterASeek_ShouldAskForPartsThatGrow()
    {
        await using var stream = Open();
        stream.Seek(1_000, SeekOrigin.Begin);
        using var read = new MemoryStream();

        await stream.CopyToAsync(read);

        Assert.Equal(Content[1_000..], read.ToArray());
        Assert.Equal((1_000L, 1_000L + S3ReadStream.FirstPart - 1), _asked[0]);
        Assert.Equal(2L * S3ReadStream.FirstPart, _asked[1].To - _asked[1].From + 1);
        Assert.Equal(Content.Length - 1L, _asked[^1].To);
    }

    [Fact]
    public async Task Read_WhenTheStoreFallsSilent_ShouldAskAgainForTheRest()
    {
        var opened = 0;
        _opens = part => opened++ == 0 ? new Silent(part, 5_000) : part;
        await using var stream = Open();
        using var read = new MemoryStream();

        await stream.CopyToAsync(read);

        Assert.Equal(Content, read.ToArray());
        Assert.Equal([(0L, Content.Length - 1L), (5_000L, Content.Length - 1L)], _asked);
    }

    [Fact]
    public async Task Read_WhenTheStoreStaysSilent_ShouldGiveUp()
    {
        _opens = part => new Silent(part, 0);
        await using var stream = Open();

        await Assert.ThrowsAsync<FileStorageException>(() => stream.ReadExactlyAsync(new byte[10]).AsTask());

        Assert.Equal(1 + S3ReadStream.Resumes, _asked.Count);
    }

    [Fact]
    public async Task Read_WhenBehindTheEnd_ShouldBeEmpty()
    {
        await using var stream = Open();
        stream.Seek(0, SeekOrigin.End);

        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
        Assert.Empty(_asked);
    }

    /// <summary>Gives so many bytes, and then neither more nor an end.</summary>
    private sealed class Silent(Stream part, int count) : MemoryStream
    {
        private int _left = count;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            var read = await part.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }
    }
}
