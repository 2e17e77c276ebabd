using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Media.Storage.S3;
using LiveChat.Infrastructure.Settings;
using LiveChat.IntegrationTests.Support;
using LiveChat.IntegrationTests.Support.Storage;
using LiveChat.WebApi.CommandLine;
using LiveChat.WebApi.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.IntegrationTests.Media;

/// <summary>How a server finds its bucket, and what it says when it can't use it.</summary>
public sealed class S3StartTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [S3Theory]
    [InlineData("--Media:S3:SecretKey=a-wrong-secret-of-the-tests", "Media:S3:SecretKey", "pair of keys")]
    [InlineData("--Media:S3:AccessKey=NOBODY", "Media:S3:AccessKey", "pair of keys")]
    [InlineData("--Media:S3:Bucket=there-is-none-of-this-name", "Media:S3:Bucket", "Create it")]
    [InlineData("--Media:S3:Endpoint=http://127.0.0.1:9", "Media:S3:Endpoint", "can't be reached")]
    public async Task Serve_WhenTheBucketCanNotBeUsed_ShouldSayWhatToDo(string wrong, string setting, string advice)
    {
        var bucket = await TestBucket.CreateAsync();

        var fault = await Assert.ThrowsAsync<SettingsException>(() => StartAsync([.. bucket.Arguments, wrong]));

        Assert.Contains(setting, fault.Message, StringComparison.Ordinal);
        Assert.Contains(advice, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-secret", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Empty(await bucket.ListAsync());
    }

    [S3Fact]
    public async Task Serve_WhenBucketsAreHostNames_ShouldFindItsOwn()
    {
        await using var proxy = await StoreProxy.StartAsync();
        var bucket = await TestBucket.CreateAsync(new Uri($"http://{RadosGateway.HostName}"));

        // Nothing resolves the name, so requests go through an HTTP proxy.
        var outcome = await ServerProcess.RunAsync(
            _directory.Path,
            [
                "files",
                "adopt",
                "--environment=Development",
                $"--DataDirectory={_directory.Path}",
                .. bucket.Arguments,
                "--Media:S3:PathStyle=false",
                "--Media:S3:Prefix=shop/files/",
            ],
            null,
            ("http_proxy", proxy.Address.ToString())
        );

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.NotEmpty(proxy.Calls);
        Assert.All(proxy.Calls, call => Assert.Equal($"{bucket.Name}.{RadosGateway.HostName}", call.Host));
        Assert.All(proxy.Calls, call => Assert.DoesNotContain(bucket.Name, call.Path, StringComparison.Ordinal));
        Assert.Equal([$"shop/files/{FileStoreMark.FileName}"], await bucket.ListAsync());
    }

    [S3Fact]
    public async Task Serve_WhenTheBucketIsAnother_ShouldRefuse()
    {
        await StartAsync((await TestBucket.CreateAsync()).Arguments);

        var fault = await Assert.ThrowsAsync<SettingsException>(async () => await StartAsync((await TestBucket.CreateAsync()).Arguments));

        Assert.Contains("Media:S3:Bucket", fault.Message, StringComparison.Ordinal);
    }

    [S3Fact]
    public async Task Put_WhenTheStoreNeverAnswers_ShouldGiveUp()
    {
        await using var proxy = await StoreProxy.StartAsync();
        proxy.Hangs = _ => true;
        var (settings, media) = (
            new S3Settings(proxy.Address.ToString(), "us-east-1", "bucket", "", RadosGateway.AccessKey, RadosGateway.SecretKey, true),
            new MediaSettings("", _directory.Path, 1)
        );
        var staging = new StagingArea(media, NullLogger<StagingArea>.Instance);
        using var store = new S3Store(settings, staging, NullLogger<S3Store>.Instance) { Limit = TimeSpan.FromSeconds(1) };
        using var file = staging.Create();
        await File.WriteAllTextAsync(file.LocalPath, "content");

        var fault = await Assert.ThrowsAsync<FileStorageException>(() => store.PutAsync(file.LocalPath, "a/b", CancellationToken.None));

        Assert.False(fault.IsOutcomeKnown);
    }

    [Theory]
    [InlineData("Media:S3:Bucket is missing", "--Media:Storage=S3")]
    [InlineData("Media:S3:AccessKey is missing", "--Media:Storage=S3", "--Media:S3:Bucket=files")]
    [InlineData("Media:S3:SecretKey is missing", "--Media:Storage=S3", "--Media:S3:Bucket=files", "--Media:S3:AccessKey=a")]
    [InlineData("Media:Storage is Directory", "--Media:S3:Bucket=files")]
    [InlineData("Media:Storage must be one of Directory, S3", "--Media:Storage=Disk")]
    [InlineData("Media:S3:Bucket must be", "--Media:Storage=S3", "--Media:S3:Bucket=Files!")]
    [InlineData("Media:S3:Endpoint has", "--Media:Storage=S3", "--Media:S3:Endpoint=http://s3.example.com/bucket")]
    [InlineData("Media:S3:Prefix must be", "--Media:Storage=S3", "--Media:S3:Bucket=files", "--Media:S3:Prefix=../x")]
    public async Task Serve_WhenSettingsDoNotFit_ShouldNameThem(string words, params string[] settings)
    {
        var fault = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(settings));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>What a server does before it listens.</summary>
    private async Task StartAsync(string[] settings)
    {
        await using var server = LiveChatServer.Build([
            "--environment=Development",
            "--Urls=http://127.0.0.1:0",
            $"--DataDirectory={_directory.Path}",
            "--Logging:LogLevel:Default=None",
            .. (await TestDatabase.InAsync(_directory.Path)).Arguments,
            .. settings,
        ]);
        await ServeCommand.InitializeAsync(server);
    }
}
