using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media.Storage.S3;

/// <summary>
/// Keeps files in a bucket. Each is an object that is written by one request, so that it is there whole or not at all. Every request has a
/// limit in time and in retries.
/// </summary>
internal sealed partial class S3Store(S3Settings settings, StagingArea staging, ILogger<S3Store> logger) : IFileStore, IDisposable
{
    /// <summary>How often the client library repeats a request that failed in a way that may pass.</summary>
    private const int Retries = 2;

    /// <summary>The slowest speed of an upload to the store that is waited for, in bytes a second.</summary>
    private const int SlowestUpload = 100 * 1024;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    private readonly AmazonS3Client _client = CreateClient(settings);

    /// <summary>The limit for a request with all its retries, besides the time for an upload's bytes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(15);

    public string Place => $"Media:S3:Bucket ({settings.Bucket}{(settings.Prefix.Length > 0 ? $", below {settings.Prefix}" : "")})";

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var path = $"livechat-check-{Path.GetRandomFileName()}";
        var content = RandomNumberGenerator.GetBytes(64);
        using var file = staging.Create();
        var step = "s3:PutObject";
        try
        {
            await File.WriteAllBytesAsync(file.LocalPath, content, cancellationToken);
            var isVersioned =
                await PutObjectAsync(file.LocalPath, path, cancellationToken) is { VersionId: { Length: > 0 } and not "null" };
            step = "s3:GetObject";
            await using (var stream = await OpenReadAsync(path, cancellationToken))
            {
                var read = new byte[content.Length];
                if (stream is null || stream.Length != read.Length)
                    throw new SettingsException($"{Place} does not give back what was just written. Choose a store that does so at once.");
                await stream.ReadExactlyAsync(read, cancellationToken);
                if (!read.SequenceEqual(content))
                    throw new SettingsException($"{Place} gives back something else than what was written. Choose another store.");
            }

            step = "s3:ListBucket";
            await ListAsync("livechat-check", cancellationToken);
            step = "s3:DeleteObject";
            await DeleteAsync(path, cancellationToken);
            if (isVersioned)
                LogVersioned(logger, Place);
        }
        catch (FileStorageException exception)
        {
            throw new SettingsException(S3Faults.Explain(exception, settings, step));
        }
    }

    public Task PutAsync(string localPath, string path, CancellationToken cancellationToken) =>
        PutObjectAsync(localPath, path, cancellationToken);

    public async Task<Stream?> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = settings.Bucket, Key = KeyOf(path) };
        try
        {
            var found = await CallAsync(ct => _client.GetObjectMetadataAsync(request, ct), Limit, cancellationToken);
            return new S3ReadStream((from, to, ct) => OpenPartAsync(request.Key, found.ETag, from, to, ct), found.ContentLength);
        }
        catch (FileStorageException exception) when (exception.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = settings.Bucket, Prefix = $"{KeyOf(folder)}/" };
        var paths = new List<string>();
        do
        {
            var page = await CallAsync(ct => _client.ListObjectsV2Async(request, ct), Limit, cancellationToken);
            paths.AddRange((page.S3Objects ?? []).Select(o => o.Key[settings.Prefix.Length..]));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (request.ContinuationToken is not null);

        return paths;
    }

    public async Task<bool> HasFilesAsync(CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = settings.Bucket,
            Prefix = settings.Prefix,
            MaxKeys = 1,
        };
        return (await CallAsync(ct => _client.ListObjectsV2Async(request, ct), Limit, cancellationToken)).S3Objects is { Count: > 0 };
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = settings.Bucket, Key = KeyOf(path) };
        return CallAsync(ct => _client.DeleteObjectAsync(request, ct), Limit, cancellationToken);
    }

    public async Task DeleteFolderAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var path in await ListAsync(folder, cancellationToken))
            await DeleteAsync(path, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private static AmazonS3Client CreateClient(S3Settings settings)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = settings.Region,
            ForcePathStyle = settings.IsPathStyle,
            IgnoreConfiguredEndpointUrls = true,
            MaxErrorRetry = Retries,
            RetryMode = RequestRetryMode.Standard,
            ConnectTimeout = ConnectLimit,
            // Every call has a limit of its own (CallAsync), which knows how many bytes there are.
            Timeout = Timeout.InfiniteTimeSpan,
            // The newer checksums travel behind the content, which many stores do not understand. Content-MD5 and the signed SHA-256 are
            // understood by all (PutObjectAsync).
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.Endpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        else
            config.ServiceURL = settings.Endpoint;
        return new AmazonS3Client(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), config);
    }

    /// <summary>
    /// Writes an object. The store refuses bytes that do not have the digests that are sent with them, and afterwards tells the digest of
    /// what it has stored; where it tells another, as one that encrypts does, the object is read back and compared.
    /// </summary>
    private async Task<PutObjectResponse> PutObjectAsync(string localPath, string path, CancellationToken cancellationToken)
    {
        var digest = await HashAsync(localPath, cancellationToken);
        var request = new PutObjectRequest
        {
            BucketName = settings.Bucket,
            Key = KeyOf(path),
            FilePath = localPath,
            ContentType = "application/octet-stream",
            MD5Digest = Convert.ToBase64String(digest),
            UseChunkEncoding = false,
        };
        var forBytes = TimeSpan.FromSeconds((double)new FileInfo(localPath).Length / SlowestUpload);
        var stored = await CallAsync(ct => _client.PutObjectAsync(request, ct), Limit + forBytes, cancellationToken);
        if (stored.ETag?.Trim('"').Equals(Convert.ToHexString(digest), StringComparison.OrdinalIgnoreCase) == true)
            return stored;
        if (await IsEqualAsync(localPath, path, cancellationToken))
            return stored;
        await DeleteAsync(path, cancellationToken);
        throw new FileStorageException($"{Place} has stored something else than what was sent.");
    }

    [SuppressMessage(
        "Security",
        "CA5351",
        Justification = "Content-MD5 is the checksum of the protocol, against damage and not against attackers."
    )]
    private static async Task<byte[]> HashAsync(string localPath, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(localPath);
        return await MD5.HashDataAsync(file, cancellationToken);
    }

    private async Task<bool> IsEqualAsync(string localPath, string path, CancellationToken cancellationToken)
    {
        await using var stored = await OpenReadAsync(path, cancellationToken);
        await using var sent = File.OpenRead(localPath);
        if (stored is null || stored.Length != sent.Length)
            return false;
        var (one, other) = (await SHA256.HashDataAsync(stored, cancellationToken), await SHA256.HashDataAsync(sent, cancellationToken));
        return one.AsSpan().SequenceEqual(other);
    }

    /// <param name="tag">The object must still have this ETag, so that parts of two versions are never mixed.</param>
    private async Task<Stream> OpenPartAsync(string key, string tag, long from, long to, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = settings.Bucket,
            Key = key,
            ByteRange = new ByteRange(from, to),
            EtagToMatch = tag,
        };
        return (await CallAsync(ct => _client.GetObjectAsync(request, ct), Limit, cancellationToken)).ResponseStream;
    }

    private string KeyOf(string path) => settings.Prefix + path;

    /// <exception cref="FileStorageException">The store refused the request, could not be reached, or took too long.</exception>
    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            return await call(limited.Token);
        }
        catch (Exception exception) when (S3Faults.IsOfStore(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new FileStorageException($"{Place} failed: {S3Faults.Describe(exception)}", exception)
            {
                IsOutcomeKnown = S3Faults.IsRefusal(exception),
            };
        }
    }

    [LoggerMessage(
        97,
        LogLevel.Warning,
        "{Place} keeps old versions of its objects: what is recalled or deleted stays in the store. Suspend versioning, or let a lifecycle rule of the bucket expire old versions"
    )]
    private static partial void LogVersioned(ILogger logger, string place);
}
