using System.Security.Cryptography;
using LiveChat.Infrastructure.Sealing;

namespace LiveChat.UnitTests.Sealing;

public class SealTests
{
    private readonly Seal _seal = new(RandomNumberGenerator.GetBytes(32));

    [Theory]
    [InlineData("")]
    [InlineData("词语 👋")]
    public void Open_WhenClosed_ShouldGiveTheWordsBack(string words) =>
        Assert.Equal(words, _seal.Open(_seal.Close(words, new MessageId(7)), new MessageId(7)));

    [Fact]
    public void Open_WhenOfAnotherMessageKeyOrChanged_ShouldGiveNothing()
    {
        var closed = _seal.Close("words", new MessageId(7));

        Assert.Null(_seal.Open(closed, new MessageId(8)));
        Assert.Null(new Seal(RandomNumberGenerator.GetBytes(32)).Open(closed, new MessageId(7)));
        closed[^1] ^= 1;
        Assert.Null(_seal.Open(closed, new MessageId(7)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public async Task OpenRead_WhenAFileWasClosed_ShouldGiveItBack(int length)
    {
        var file = RandomNumberGenerator.GetBytes(length);

        await using var opened = _seal.OpenRead(new MemoryStream(await CloseAsync(file)));
        using var copy = new MemoryStream();
        await opened.CopyToAsync(copy);

        Assert.Equal(file, copy.ToArray());
    }

    [Fact]
    public async Task OpenRead_WhenPiecesWereCutOffOrExchanged_ShouldFail()
    {
        const int Piece = 65_536 + 16;
        var closed = await CloseAsync(RandomNumberGenerator.GetBytes(200_000));
        byte[] cut = closed[..(8 + (2 * Piece))];
        byte[] exchanged =
        [
            .. closed[..8],
            .. closed[(8 + Piece)..(8 + (2 * Piece))],
            .. closed[8..(8 + Piece)],
            .. closed[(8 + (2 * Piece))..],
        ];

        foreach (var wrong in new[] { cut, exchanged })
        {
            await using var opened = _seal.OpenRead(new MemoryStream(wrong));
            await Assert.ThrowsAnyAsync<CryptographicException>(() => opened.CopyToAsync(Stream.Null));
        }
    }

    private async Task<byte[]> CloseAsync(byte[] file)
    {
        using var closed = new MemoryStream();
        await _seal.CloseAsync(new MemoryStream(file), closed, CancellationToken.None);
        return closed.ToArray();
    }
}
