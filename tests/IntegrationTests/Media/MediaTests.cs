using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Media;

/// <summary>How stored files are served.</summary>
[Collection(RestTests.Name)]
public sealed class MediaTests(ChatServer server)
{
    private static readonly byte[] Content = [.. SampleFiles.Pdf(), .. Enumerable.Range(0, 100_000).Select(i => (byte)('a' + (i % 26)))];

    private async Task<string> UploadAsync(string name = "报价 单.pdf", byte[]? content = null) =>
        new Uri((await (await server.CreateBuyerAsync()).UploadAsync(name, content ?? Content).ShouldBe(201)).Text("url")).AbsolutePath;

    private async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestHeaders>? with = null, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        with?.Invoke(request.Headers);
        return await server.Anonymous.SendAsync(request);
    }

    [Fact]
    public async Task Get_WhenADocument_ShouldBeADownloadUnderItsName()
    {
        using var response = await GetAsync(await UploadAsync());

        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", "报价 单.pdf"), (disposition.DispositionType, disposition.FileNameStar));
        Assert.Contains("filename*=UTF-8''%E6%8A%A5%E4%BB%B7%20%E5%8D%95.pdf", disposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal((true, true), (response.Headers.CacheControl!.Private, response.Headers.CacheControl.NoCache));
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(Content, await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.wav")]
    public async Task Get_WhenAPictureOrASound_ShouldBeShownInline(string name)
    {
        using var response = await GetAsync(await UploadAsync(name, name == "a.png" ? SampleFiles.Png() : SampleFiles.Wav()));

        Assert.Equal("inline", response.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Theory]
    [InlineData(0L, 0L)]
    [InlineData(0L, 99L)]
    [InlineData(50_000L, null)]
    [InlineData(null, 10L)]
    public async Task Get_WhenARangeIsAskedFor_ShouldBeThatPart(long? from, long? to)
    {
        using var response = await GetAsync(await UploadAsync(), headers => headers.Range = new RangeHeaderValue(from, to));

        var expected = from is null ? Content[^(int)to!.Value..] : Content[(int)from.Value..((int)(to ?? Content.Length - 1) + 1)];
        Assert.Equal(206, (int)response.StatusCode);
        Assert.Equal(Content.Length, response.Content.Headers.ContentRange!.Length);
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Get_WhenADownloadIsResumed_ShouldGiveTheRestOfTheSameFile()
    {
        var path = await UploadAsync();
        using var first = await GetAsync(path, headers => headers.Range = new RangeHeaderValue(0, 39_999));

        using var rest = await GetAsync(
            path,
            headers =>
            {
                headers.Range = new RangeHeaderValue(40_000, null);
                headers.IfRange = new RangeConditionHeaderValue(first.Headers.ETag!);
            }
        );

        Assert.Equal(Content, (byte[])[.. await first.Content.ReadAsByteArrayAsync(), .. await rest.Content.ReadAsByteArrayAsync()]);
        using var changed = await GetAsync(
            path,
            headers =>
            {
                headers.Range = new RangeHeaderValue(40_000, null);
                headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"another\""));
            }
        );
        Assert.Equal((200, (long?)Content.Length), ((int)changed.StatusCode, changed.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Get_WhenTheRangeIsOfAnotherUnit_ShouldIgnoreIt()
    {
        using var response = await GetAsync(await UploadAsync(), headers => headers.TryAddWithoutValidation("Range", "items=0-1"));

        Assert.Equal((200, (long?)Content.Length), ((int)response.StatusCode, response.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Get_WhenTheRangeIsBehindTheEnd_ShouldSayHowLongItIs()
    {
        using var response = await GetAsync(await UploadAsync(), headers => headers.Range = new RangeHeaderValue(10_000_000, null));

        Assert.Equal((416, (long?)Content.Length), ((int)response.StatusCode, response.Content.Headers.ContentRange!.Length));
    }

    [Fact]
    public async Task Get_WhenItHadToBeAnother_ShouldFailThePrecondition()
    {
        using var response = await GetAsync(await UploadAsync(), headers => headers.IfMatch.Add(new EntityTagHeaderValue("\"another\"")));

        Assert.Equal((412, 0), ((int)response.StatusCode, (await response.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task Get_WhenTheClientHasIt_ShouldNotSendItAgain()
    {
        var path = await UploadAsync();
        using var first = await GetAsync(path);

        using var again = await GetAsync(path, headers => headers.IfNoneMatch.Add(first.Headers.ETag!));

        Assert.Equal((304, 0), ((int)again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task Head_WhenAsked_ShouldSayWhatGetWould()
    {
        using var response = await GetAsync(await UploadAsync(), method: "HEAD");

        Assert.Equal(
            (200, (long?)Content.Length, 0),
            ((int)response.StatusCode, response.Content.Headers.ContentLength, (await response.Content.ReadAsByteArrayAsync()).Length)
        );
    }

    [Theory]
    [InlineData("other.pdf")]
    [InlineData("..%2F..%2F..%2F..%2F..%2Flivechat.db")]
    [InlineData("%2e%2e%2flivechat.db")]
    public async Task Get_WhenTheNameIsAnother_ShouldBeNotFound(string name)
    {
        var path = await UploadAsync();

        await Answer.ReadAsync(await GetAsync($"{path[..path.LastIndexOf('/')]}/{name}")).ShouldBeProblem("not_found");
    }
}
