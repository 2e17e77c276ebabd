using System.Text;

namespace LiveChat.IntegrationTests.Media;

/// <summary>A form with a document that is made as it is sent.</summary>
internal sealed class LargeForm : HttpContent
{
    private const int BlockLength = 16 * 1024;
    private const string Head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4\n";
    private const string End = "\r\n--b--\r\n";

    private readonly int _length;
    private readonly bool _saysItsLength;
    private readonly TimeSpan _lasts;

    /// <param name="length">Of the whole form, in bytes; a multiple of 16 KB.</param>
    /// <param name="saysItsLength">Whether it does before it is sent.</param>
    /// <param name="lasts">How long a slow line takes for it; by default it is as fast as the server.</param>
    public LargeForm(int length, bool saysItsLength, TimeSpan lasts = default)
    {
        (_length, _saysItsLength, _lasts) = (length, saysItsLength, lasts);
        Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
    }

    public long Sent { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
    {
        var block = Encoding.ASCII.GetBytes(new string('a', BlockLength));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head.PadRight(BlockLength, 'a')));
        var pause = _lasts * BlockLength / _length;
        for (Sent = BlockLength; Sent < _length - BlockLength; Sent += BlockLength)
        {
            await stream.WriteAsync(block);
            await Task.Delay(pause);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(End.PadLeft(BlockLength, 'a')));
        Sent += BlockLength;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return _saysItsLength;
    }
}
