using Amazon.S3;
using Amazon.S3.Model;

namespace LiveChat.IntegrationTests.Support.Storage;

/// <summary>A bucket of a test's own on the gateway, and the settings that lead a server there.</summary>
/// <param name="name">Of the bucket.</param>
/// <param name="endpoint">The address that the server is given.</param>
internal sealed class TestBucket(IAmazonS3 client, string name, Uri endpoint)
{
    public string Name => name;

    public string[] Arguments =>
        [
            "--Media:Storage=S3",
            $"--Media:S3:Endpoint={endpoint.GetLeftPart(UriPartial.Authority)}",
            $"--Media:S3:Bucket={name}",
            $"--Media:S3:AccessKey={RadosGateway.AccessKey}",
            $"--Media:S3:SecretKey={RadosGateway.SecretKey}",
            "--Media:S3:PathStyle=true",
        ];

    /// <param name="endpoint">The address that the server is given, when it is not the gateway's own.</param>
    public static async Task<TestBucket> CreateAsync(Uri? endpoint = null)
    {
        var gateway = await RadosGateway.Shared;
        var bucket = new TestBucket(gateway.CreateClient(), $"tests-{Guid.NewGuid():N}", endpoint ?? gateway.Address);
        await bucket.MakeAsync();
        return bucket;
    }

    public Task MakeAsync() => client.PutBucketAsync(new PutBucketRequest { BucketName = name });

    public async Task<List<string>> ListAsync()
    {
        var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name });
        return [.. (page.S3Objects ?? []).Select(o => o.Key)];
    }

    public async Task<byte[]> ReadAsync(string key)
    {
        using var answer = await client.GetObjectAsync(name, key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    public Task DeleteAsync(string key) => client.DeleteObjectAsync(name, key);
}
