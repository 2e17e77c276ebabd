using System.Collections.Concurrent;
using LiveChat.Infrastructure.Media.Storage;

namespace LiveChat.IntegrationTests.Support.Storage;

/// <summary>
/// Where an installation keeps its files, which is known by its data directory: the media directory in there, or with
/// <c>LIVECHAT_TEST_STORAGE=S3</c> a bucket of its own.
/// </summary>
internal sealed class TestFiles
{
    private const string StorageVariable = "LIVECHAT_TEST_STORAGE";

    private static readonly ConcurrentDictionary<string, Lazy<Task<TestBucket>>> Created = new();

    private readonly string _directory;
    private readonly TestBucket? _bucket;

    private TestFiles(string directory, TestBucket? bucket) => (_directory, _bucket) = (directory, bucket);

    public static bool IsS3 { get; } =
        Environment.GetEnvironmentVariable(StorageVariable) switch
        {
            null or "" or "Directory" => false,
            "S3" => true,
            var other => throw new InvalidOperationException($"{StorageVariable} is Directory or S3, and not '{other}'."),
        };

    /// <summary>The settings that a server needs to use it.</summary>
    public IEnumerable<string> Arguments => _bucket?.Arguments ?? [];

    /// <summary>The files of an installation. On S3 their bucket is created when it is first asked for.</summary>
    public static async Task<TestFiles> InAsync(string dataDirectory) =>
        new(
            Path.Combine(dataDirectory, "media"),
            IsS3
                ? await Created
                    .GetOrAdd(Path.GetFullPath(dataDirectory), _ => new Lazy<Task<TestBucket>>(() => TestBucket.CreateAsync()))
                    .Value
                : null
        );

    /// <summary>
    /// The paths of all files, kept or not, in order. Those by which the server knows its directory and its store are none of them.
    /// </summary>
    public async Task<List<string>> ListAsync() =>
        [
            .. FilesOnDisk()
                .Concat(_bucket is null ? [] : await _bucket.ListAsync())
                .Where(path => path is not (".livechat.lock" or FileStoreMark.FileName))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What lies there past the server.</summary>
    public Task<byte[]> ReadAsync(string path) => _bucket?.ReadAsync(path) ?? File.ReadAllBytesAsync(Path.Combine(_directory, path));

    private IEnumerable<string> FilesOnDisk() =>
        Directory.Exists(_directory)
            ? Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_directory, f))
            : [];
}
