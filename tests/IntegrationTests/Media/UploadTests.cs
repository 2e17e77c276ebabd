using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Media;

/// <summary>A server whose files are looked at past it, so that no other test may have any there.</summary>
public sealed class MediaServer : IAsyncLifetime
{
    public const int MaxSize = 300_000;

    public ChatServer Server { get; private set; } = null!;

    public ChatUser User { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await ChatServer.StartAsync($"--Media:MaxFileSizeBytes={MaxSize}", "--PublicBaseUrl=https://cdn.example");
        User = await Server.CreateBuyerAsync();
    }

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}

/// <summary>What may be uploaded, and what is answered.</summary>
public sealed class UploadTests(MediaServer media) : IClassFixture<MediaServer>
{
    private const int MaxSize = MediaServer.MaxSize;

    private readonly ChatServer _server = media.Server;
    private readonly ChatUser _user = media.User;

    private static readonly Dictionary<string, (byte[] Content, string ContentType)> Accepted = new()
    {
        ["a.jpg"] = (SampleFiles.Jpeg(), "image/jpeg"),
        ["a.JPEG"] = (SampleFiles.Jpeg(), "image/jpeg"),
        ["a.png"] = (SampleFiles.Png(), "image/png"),
        ["a.gif"] = (SampleFiles.Gif(), "image/gif"),
        ["moving.gif"] = (SampleFiles.Gif(3), "image/gif"),
        ["a.webp"] = (SampleFiles.WebP(), "image/webp"),
        ["a.pdf"] = (SampleFiles.Pdf(), "application/pdf"),
        ["a.doc"] = (SampleFiles.Compound("WordDocument"), "application/msword"),
        ["a.xls"] = (SampleFiles.Compound("Workbook"), "application/vnd.ms-excel"),
        ["a.ppt"] = (SampleFiles.Compound("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        ["a.docx"] = (SampleFiles.Docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ["a.xlsx"] = (SampleFiles.Xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ["a.pptx"] = (SampleFiles.Pptx(), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ["a.zip"] = (SampleFiles.Zip(("a.txt", "a")), "application/zip"),
        ["utf8.txt"] = (Encoding.UTF8.GetBytes("报价单：12 元\r\n"), "text/plain"),
        ["gb18030.csv"] = (
            CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes("名称,数量\r\n阿莫西林,3\r\n"),
            "text/plain"
        ),
        ["a.webm"] = (SampleFiles.WebM(), "audio/webm"),
        ["a.ogg"] = (SampleFiles.Ogg(), "audio/ogg"),
        ["a.mp3"] = (SampleFiles.Mp3(), "audio/mpeg"),
        ["a.m4a"] = (SampleFiles.M4a(), "audio/mp4"),
        ["fragments.m4a"] = (SampleFiles.M4aInFragments(), "audio/mp4"),
        ["a.wav"] = (SampleFiles.Wav(), "audio/wav"),
    };

    public static TheoryData<string> AcceptedNames => [.. Accepted.Keys];

    [Theory]
    [MemberData(nameof(AcceptedNames))]
    public async Task Upload_WhenOfAnAllowedType_ShouldBeKeptAndServed(string name)
    {
        var (content, contentType) = Accepted[name];

        var attachment = await _user.UploadAsync(name, content).ShouldBe(201);

        attachment.ShouldHaveOnly("id", "url", "thumbnail_url", "name", "size", "content_type", "width", "height", "duration_ms");
        Assert.Equal((name, contentType), (attachment.Text("name"), attachment.Text("content_type")));
        Assert.Matches($@"^https://cdn\.example/media/uploads/\d{{4}}/\d{{2}}/\d{{2}}/[0-9a-f]{{32}}/{name}$", attachment.Text("url"));
        var isPicture = contentType.StartsWith("image/", StringComparison.Ordinal);
        Assert.Equal(isPicture, !attachment.IsNull("width") && !attachment.IsNull("height") && !attachment.IsNull("thumbnail_url"));
        var served = await _server.Anonymous.GetByteArrayAsync(PathOf(attachment.Text("url")));
        Assert.Equal(attachment.Number("size"), served.Length);
        // Nothing had to be taken out of any of these.
        Assert.Equal(content, served);
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("photo.webp")]
    public async Task Upload_WhenAPictureLiesOnItsSide_ShouldBeTurnedAndForgetWhereItWasTaken(string name)
    {
        var attachment = await _user
            .UploadAsync(name, name == "photo.jpg" ? SampleFiles.JpegFromATelephone(40, 30) : SampleFiles.WebPFromATelephone(40, 30))
            .ShouldBe(201);

        Assert.Equal((30, 40), (attachment.Number("width"), attachment.Number("height")));
        var served = await _server.Anonymous.GetByteArrayAsync(PathOf(attachment.Text("url")));
        Assert.DoesNotContain("SECRET PLACE", Encoding.Latin1.GetString(served), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(served), StringComparison.Ordinal);
        using var picture = NetVips.Image.NewFromBuffer(served);
        Assert.Equal((30, 40, false), (picture.Width, picture.Height, picture.Contains("orientation")));
        Assert.Equal(attachment.Number("size"), served.Length);
    }

    [Fact]
    public async Task Upload_WhenAMovingPngHasAText_ShouldLoseTheTextAndKeepItsFrames()
    {
        var attachment = await _user.UploadAsync("moving.png", SampleFiles.MovingPngWithText()).ShouldBe(201);

        var served = Encoding.Latin1.GetString(await _server.Anonymous.GetByteArrayAsync(PathOf(attachment.Text("url"))));
        Assert.DoesNotContain("SECRET PLACE", served, StringComparison.Ordinal);
        Assert.All(new[] { "acTL", "fcTL", "fdAT", "IEND" }, chunk => Assert.Contains(chunk, served, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("photo.jfif", 2)]
    [InlineData("photo.jpg", 1)]
    [InlineData("photo.JPE", 0)]
    public async Task Upload_WhenAJpegHasLostItsEnd_ShouldBeTakenAsReadersTakeIt(string name, int lost)
    {
        var attachment = await _user.UploadAsync(name, SampleFiles.Jpeg(400, 300)[..^lost]).ShouldBe(201);

        Assert.Equal(
            (name, "image/jpeg", 400, 300),
            (attachment.Text("name"), attachment.Text("content_type"), attachment.Number("width"), attachment.Number("height"))
        );
        Assert.Equal([0xFF, 0xD9], (await _server.Anonymous.GetByteArrayAsync(PathOf(attachment.Text("url"))))[^2..]);
        await _user.UploadAsync(name, SampleFiles.Jpeg(400, 300)[..^200]).ShouldBeProblem("validation_failed", "file");
    }

    [Theory]
    [InlineData("a \\\"b\\\".png", "a _b_.png")]
    [InlineData("a %22b%22.png", "a _b_.png")]
    [InlineData("100%.png", "100%.png")]
    [InlineData("C:\\fakepath\\a.png", "a.png")]
    public async Task Upload_WhenANameHasQuotes_ShouldKeepTheRestOfIt(string sent, string expected) =>
        Assert.Equal(expected, (await _user.UploadAsync(sent, SampleFiles.Png()).ShouldBe(201)).Text("name"));

    [Fact]
    public async Task Upload_WhenTheHeaderOfAGifMakesMoreRoom_ShouldBeWrittenAnewInItsOwnSize()
    {
        var attachment = await _user.UploadAsync("roomy.gif", SampleFiles.GifOfScreen(3000, 2000)).ShouldBe(201);

        var served = await _server.Anonymous.GetByteArrayAsync(PathOf(attachment.Text("url")));
        Assert.Equal(
            (attachment.Number("width"), attachment.Number("height")),
            (BitConverter.ToUInt16(served, 6), BitConverter.ToUInt16(served, 8))
        );
    }

    [Fact]
    public async Task Upload_WhenAMovingPictureTellsWhereItWasTaken_ShouldForgetItAndKeepEveryFrameAsItIs()
    {
        var picture = SampleFiles.MovingWebP(5, 60, 40);

        var attachment = await _user.UploadAsync("moving.webp", SampleFiles.WithExif(picture, "SECRET PLACE")).ShouldBe(201);

        Assert.Equal(picture, await _server.Anonymous.GetByteArrayAsync(PathOf(attachment.Text("url"))));
    }

    [Fact]
    public async Task Upload_WhenAPictureIsLarge_ShouldHaveASmallThumbnail()
    {
        var attachment = await _user.UploadAsync("wide.png", SampleFiles.Png(1600, 800)).ShouldBe(201);

        Assert.Equal((1600, 800), (attachment.Number("width"), attachment.Number("height")));
        using var response = await _server.Anonymous.GetAsync(PathOf(attachment.Text("thumbnail_url")));
        Assert.Equal("image/webp", response.Content.Headers.ContentType!.MediaType);
        using var thumbnail = NetVips.Image.NewFromBuffer(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal((640, 320), (thumbnail.Width, thumbnail.Height));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60_000)]
    public async Task Upload_WhenVoiceHasADuration_ShouldKeepIt(int durationMs) =>
        Assert.Equal(
            durationMs,
            (await _user.UploadAsync("voice.webm", SampleFiles.WebM(), durationMs: durationMs).ShouldBe(201)).Number("duration_ms")
        );

    [Theory]
    [InlineData(0)]
    [InlineData(60_001)]
    [InlineData(-5)]
    public async Task Upload_WhenTheDurationIsOutOfRange_ShouldBeRefused(int durationMs) =>
        await _user
            .UploadAsync("voice.webm", SampleFiles.WebM(), durationMs: durationMs)
            .ShouldBeProblem("validation_failed", "duration_ms");

    [Theory]
    [InlineData("报价单 2026.pdf", "报价单 2026.pdf")]
    [InlineData("../../x.pdf", "x.pdf")]
    [InlineData("..\\..\\x.pdf", "x.pdf")]
    [InlineData("C:\\Users\\me\\x.pdf", "x.pdf")]
    [InlineData("a<b>c:d|e?f*g.pdf", "a_b_c_d_e_f_g.pdf")]
    [InlineData("a....b..pdf", "a.b.pdf")]
    [InlineData("a\u0001\tb.pdf", "a__b.pdf")]
    [InlineData("photo\u202Efdp.pdf", "photo_fdp.pdf")]
    [InlineData(".pdf", "_.pdf")]
    [InlineData("a.pdf. ", "a.pdf")]
    public async Task Upload_WhenTheNameIsOdd_ShouldBeMadeHarmless(string given, string kept)
    {
        var attachment = await _user.UploadAsync(given, SampleFiles.Pdf()).ShouldBe(201);

        Assert.Equal(kept, attachment.Text("name"));
        Assert.Equal(SampleFiles.Pdf(), await _server.Anonymous.GetByteArrayAsync(PathOf(attachment.Text("url"))));
    }

    [Theory]
    [InlineData('a', 300)]
    [InlineData('名', 300)]
    public async Task Upload_WhenTheNameIsLong_ShouldBeCutAndKeepItsExtension(char letter, int length)
    {
        var name = (await _user.UploadAsync(new string(letter, length) + ".pdf", SampleFiles.Pdf()).ShouldBe(201)).Text("name");

        Assert.EndsWith(letter + ".pdf", name, StringComparison.Ordinal);
        Assert.InRange(name.Length, 60, 100);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 60, 200);
    }

    [Fact]
    public async Task Upload_WhenOneByteTooLarge_ShouldBeTooLargeAndLeaveNothing()
    {
        await _user.UploadAsync("a.txt", Filled(MaxSize)).ShouldBe(201);
        var before = await media.Server.ListFilesAsync();

        await _user.UploadAsync("a.txt", Filled(MaxSize + 1)).ShouldBeProblem("payload_too_large");

        Assert.Equal(before, await media.Server.ListFilesAsync());
    }

    [Fact]
    public async Task Upload_WhenItSaysThatItIsFarTooLarge_ShouldBeToldBeforeAnythingIsSent()
    {
        using var body = new LargeForm(500 * 1024 * 1024, saysItsLength: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/uploads") { Content = body };
        request.Headers.ExpectContinue = true;

        await Answer.ReadAsync(await _user.Http.SendAsync(request)).ShouldBeProblem("payload_too_large");

        Assert.Equal(0, body.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_WhenTooLargeAndSentAllTheSame_ShouldBeToldAndLeaveNothing(bool saysItsLength)
    {
        var before = await media.Server.ListFilesAsync();
        using var body = new LargeForm(20 * 1024 * 1024, saysItsLength);

        await Answer.ReadAsync(await _user.Http.PostAsync("/api/uploads", body)).ShouldBeProblem("payload_too_large");

        Assert.Equal(before, await media.Server.ListFilesAsync());
    }

    [Fact]
    public async Task Upload_WhenTheFormIsNone_ShouldBeRefused()
    {
        var before = await media.Server.ListFilesAsync();
        await _user.PostTextAsync("/api/uploads", "{}").ShouldBeProblem("unsupported_media_type");
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        await Answer.ReadAsync(await _user.Http.PostAsync("/api/uploads", form)).ShouldBeProblem("validation_failed", "file");
        using var two = new MultipartFormDataContent
        {
            { new ByteArrayContent(SampleFiles.Pdf()), "file", "a.pdf" },
            { new ByteArrayContent(SampleFiles.Pdf()), "file", "b.pdf" },
        };
        await Answer.ReadAsync(await _user.Http.PostAsync("/api/uploads", two)).ShouldBeProblem("validation_failed", "file");
        Assert.Equal(before, await media.Server.ListFilesAsync());
    }

    [Fact]
    public async Task Upload_WhenTheClientHangsUp_ShouldLeaveNothing()
    {
        var before = await media.Server.ListFilesAsync();
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(_server.Address.Host, _server.Address.Port);
            var head =
                $"POST /api/uploads HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nAuthorization: Bearer {_user.Token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 200000\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + new string('a', 100_000)));
            await Eventually.Async(async () => (await media.Server.ListFilesAsync()).Count == before.Count + 1);
        }

        await Eventually.Async(async () => (await media.Server.ListFilesAsync()).Count == before.Count);
    }

    internal static string PathOf(string url) => new Uri(url).AbsolutePath;

    private static byte[] Filled(int length) => Encoding.ASCII.GetBytes(new string('a', length));
}
