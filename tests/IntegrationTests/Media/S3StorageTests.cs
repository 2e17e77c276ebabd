using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Support;
using LiveChat.IntegrationTests.Support.Storage;
using Microsoft.AspNetCore.Http;

namespace LiveChat.IntegrationTests.Media;

/// <summary>Files in a bucket, behind a network that fails.</summary>
public sealed class S3StorageTests : IAsyncLifetime
{
    private static readonly byte[] Large = [.. SampleFiles.Pdf(), .. Enumerable.Range(0, 3_000_000).Select(i => (byte)('a' + (i % 26)))];

    private StoreProxy _proxy = null!;
    private TestBucket _bucket = null!;
    private ChatServer _server = null!;
    private ChatUser _user = null!;

    public async Task InitializeAsync()
    {
        _proxy = await StoreProxy.StartAsync();
        _bucket = await TestBucket.CreateAsync(_proxy.Address);
        _server = await ChatServer.StartAsync(_bucket.Arguments);
        _user = await _server.CreateBuyerAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [S3Fact]
    public async Task Files_WhenSentAndRecalled_ShouldBeInTheBucketUntilThen()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        var sent = await buyer.SendFileAsync(conversation, "image", "a.png", SampleFiles.Png(900, 700));
        var attachment = sent.GetProperty("attachment");
        var avatar = await merchant.UploadAsync("me.png", SampleFiles.Png()).ShouldBe(201);
        var profile = await merchant.PutAsync("/api/users/me", new { avatar_attachment_id = avatar.Id() }).ShouldBe(200);

        foreach (var url in new[] { attachment.Text("url"), attachment.Text("thumbnail_url"), profile.Text("avatar_url") })
        {
            var path = new Uri(url).AbsolutePath;
            using var response = await _server.Anonymous.GetAsync(path);
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal(
                await _bucket.ReadAsync(Uri.UnescapeDataString(path)["/media/".Length..]),
                await response.Content.ReadAsByteArrayAsync()
            );
        }

        await buyer.RecallAsync(sent.Id());
        using (var gone = await _server.Anonymous.GetAsync(new Uri(attachment.Text("url")).AbsolutePath))
            Assert.Equal(404, (int)gone.StatusCode);
        await _server.RemoveUnusedFilesAsync(TimeSpan.Zero);

        var kept = await KeptAsync();
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, key => key.EndsWith("/a.png", StringComparison.Ordinal));
        Assert.Contains(new Uri(profile.Text("avatar_url")).AbsolutePath["/media/".Length..], kept);
        Assert.All(kept, key => Assert.Contains(avatar.Text("url").Split('/')[^2], key, StringComparison.Ordinal));
    }

    [S3Fact]
    public async Task Get_WhenARangeIsAskedFor_ShouldNotReadTheWholeObject()
    {
        var path = await UploadAsync(Large);
        _proxy.Forget();

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(1_000_000, 1_000_099);
        using var response = await _server.Anonymous.SendAsync(request);

        Assert.Equal(206, (int)response.StatusCode);
        Assert.Equal(Large[1_000_000..1_000_100], await response.Content.ReadAsByteArrayAsync());
        Assert.InRange(_proxy.Calls.Sum(call => call.Sent), 100, 300_000);
        Assert.All(_proxy.Calls.Where(call => call.Method == "GET"), call => Assert.NotNull(call.Range));

        _proxy.Forget();
        request.Headers.Clear();
        Assert.Equal(Large, await _server.Anonymous.GetByteArrayAsync(path));
        Assert.Single(_proxy.Calls, call => call.Method == "GET");
    }

    [S3Theory]
    [InlineData("a.pdf")]
    [InlineData("photo.jpg")]
    public async Task Upload_WhenTheStoreIsGone_ShouldSaySoAndLeaveNothing(string name)
    {
        var content = name == "a.pdf" ? SampleFiles.Pdf() : SampleFiles.JpegFromATelephone();
        _proxy.Cuts = _ => true;

        await _user.UploadAsync(name, content).ShouldBeProblem("unavailable");

        Assert.Empty(await KeptAsync());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_server.MediaPath, "staged")));
        _proxy.Cuts = _ => false;
        await _user.UploadAsync(name, content).ShouldBe(201);
        Assert.NotEmpty(await KeptAsync());
    }

    [S3Fact]
    public async Task Upload_WhenTheAnswerIsLost_ShouldBeRemovedAsUnused()
    {
        _proxy.CutsAfter = request => request.Method == "PUT" ? 0 : null;

        await _user.UploadAsync("a.png", SampleFiles.Png()).ShouldBeProblem("unavailable");

        Assert.Single(await KeptAsync());
        _proxy.CutsAfter = _ => null;
        await _server.RemoveUnusedFilesAsync(TimeSpan.FromHours(25));
        Assert.Empty(await KeptAsync());
        Assert.Equal(0, await _server.CountSqlAsync("SELECT COUNT(*) FROM attachments"));
    }

    [S3Fact]
    public async Task Upload_WhenBytesAreDamagedOnTheWay_ShouldBeRefusedByTheStore()
    {
        _proxy.Sends = Damaged;

        await _user.UploadAsync("a.pdf", SampleFiles.Pdf()).ShouldBeProblem("unavailable");

        Assert.Empty(await KeptAsync());
        _proxy.Sends = null;
        await _user.UploadAsync("a.pdf", SampleFiles.Pdf()).ShouldBe(201);
    }

    [S3Fact]
    public async Task Upload_WhenTheStoreTellsAnotherDigest_ShouldBeReadBack()
    {
        _proxy.Tag = "\"0123456789abcdef0123456789abcdef\"";

        var path = await UploadAsync(Large);
        Assert.Equal(Large, await _server.Anonymous.GetByteArrayAsync(path));

        // What comes back is not what was sent.
        var kept = await KeptAsync();
        _proxy.Answers = (request, body) => request.Method == "GET" ? Damaged(request, body) : body;
        await _user.UploadAsync("b.pdf", SampleFiles.Pdf()).ShouldBeProblem("unavailable");
        Assert.Equal(kept, await KeptAsync());
    }

    [S3Fact]
    public async Task Get_WhenTheStoreIsGone_ShouldBeUnavailableUntilItIsBack()
    {
        var path = await UploadAsync(Large);
        _proxy.Cuts = _ => true;

        using (var response = await _server.Anonymous.GetAsync(path))
        {
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            await Answer.ReadAsync(response).ShouldBeProblem("unavailable");
        }

        _proxy.Cuts = _ => false;
        Assert.Equal(Large, await _server.Anonymous.GetByteArrayAsync(path));
    }

    [S3Fact]
    public async Task Get_WhenTheConnectionBreaksInTheMiddle_ShouldGoOnWhereItWas()
    {
        var path = await UploadAsync(Large);
        var gets = 0;
        _proxy.CutsAfter = request => request.Method == "GET" && gets++ == 0 ? 1_500_000 : null;

        Assert.Equal(Large, await _server.Anonymous.GetByteArrayAsync(path));

        Assert.Equal(2, gets);
        _proxy.CutsAfter = request => request.Method == "GET" ? 0 : null;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _server.Anonymous.GetByteArrayAsync(path));
        _proxy.CutsAfter = _ => null;
        Assert.Equal(Large, await _server.Anonymous.GetByteArrayAsync(path));
    }

    [S3Fact]
    public async Task Recall_WhenTheStoreIsGone_ShouldDeleteTheFileOnceItIsBack()
    {
        var (buyer, _, conversation) = await _server.CreatePairAsync();
        var sent = await buyer.SendFileAsync(conversation, "image", "a.png", SampleFiles.Png());
        _proxy.Cuts = _ => true;

        await buyer.RecallAsync(sent.Id());
        using (var gone = await _server.Anonymous.GetAsync(new Uri(sent.GetProperty("attachment").Text("url")).AbsolutePath))
            Assert.Equal(404, (int)gone.StatusCode);
        await Assert.ThrowsAsync<FileStorageException>(() => _server.RemoveUnusedFilesAsync(TimeSpan.Zero));
        _proxy.Cuts = _ => false;
        Assert.NotEmpty(await KeptAsync());
        await _server.RemoveUnusedFilesAsync(TimeSpan.Zero);

        Assert.Empty(await KeptAsync());
    }

    private static byte[] Damaged(HttpRequest request, byte[] body)
    {
        if (body.Length > 0)
            body[^1] ^= 1;
        return body;
    }

    private async Task<string> UploadAsync(byte[] content) =>
        new Uri((await _user.UploadAsync("a.pdf", content).ShouldBe(201)).Text("url")).AbsolutePath;

    /// <summary>The objects besides the store's mark.</summary>
    private async Task<List<string>> KeptAsync() =>
        [.. (await _bucket.ListAsync()).Where(key => key.Contains('/', StringComparison.Ordinal))];
}
