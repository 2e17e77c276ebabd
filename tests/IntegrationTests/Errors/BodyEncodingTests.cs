using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Errors;

/// <summary>In what a body may be wrapped: JSON in UTF-8, however its media type is spelled, and nothing compressed.</summary>
[Collection(RestTests.Name)]
public sealed class BodyEncodingTests(ChatServer server)
{
    private const string Body = """{"user_id":"b1"}""";

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json; charset=\"utf-8\"", 200)]
    [InlineData("application/json;charset=\"UTF-8\"; profile=x", 200)]
    [InlineData("APPLICATION/JSON; Charset=UTF8", 200)]
    [InlineData("application/problem+json; charset='utf-8'", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=\"gbk\"", 415)]
    [InlineData("application/json; charset=nonsense", 415)]
    [InlineData("application/json; charset=utf-7", 415)]
    [InlineData("application/json; charset=", 415)]
    [InlineData("text/plain; charset=utf-8", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/jsonx", 415)]
    [InlineData("json", 415)]
    [InlineData("\"\"", 415)]
    public async Task Json_WhenItsMediaTypeIsSpelledInAnyWay_ShouldBeTakenOrUnsupported(string contentType, int expected) =>
        ShouldBe(expected, await SendAsync(Encoding.UTF8.GetBytes(Body), contentType), contentType);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate, gzip")]
    [InlineData("GZIP")]
    [InlineData("zstd")]
    [InlineData("identity, gzip")]
    public async Task Body_WhenCompressed_ShouldBeUnsupported(string encoding)
    {
        using var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Body));

        ShouldBe(415, await SendAsync(buffer.ToArray(), "application/json", encoding), encoding);
        ShouldBe(
            415,
            await SendAsync(buffer.ToArray(), "multipart/form-data; boundary=x", encoding, "/api/uploads", server.Admin.Token),
            encoding
        );
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("Identity")]
    public async Task Body_WhenNotCompressedByName_ShouldBeTaken(string encoding) =>
        ShouldBe(200, await SendAsync(Encoding.UTF8.GetBytes(Body), "application/json", encoding), encoding);

    [Fact]
    public async Task Json_WhenAMarkStandsInFront_ShouldBeTakenAndStillBeText()
    {
        ShouldBe(200, await SendAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Body)], "application/json"), "BOM");
        ShouldBe(
            400,
            await SendAsync([0xEF, 0xBB, 0xBF, .. """{"user_id":"b1","other":"\u0000"}"""u8], "application/json"),
            "BOM and U+0000"
        );
    }

    [Fact]
    public async Task Request_WhenItHasNoBody_ShouldNotBeJudgedByIt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-16");
        request.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        using var response = await server.Anonymous.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static void ShouldBe(int expected, Answer answer, string what)
    {
        Assert.True(answer.Status == expected, $"{what}: {answer.Status}");
        if (expected == 415)
            Assert.Equal("unsupported_media_type", answer.Body.Text("code"));
    }

    private async Task<Answer> SendAsync(
        byte[] body,
        string contentType,
        string? encoding = null,
        string path = "/api/auth/demo",
        string? token = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Answer.ReadAsync(await server.Anonymous.SendAsync(request));
    }
}
