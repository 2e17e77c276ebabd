using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Backups;

/// <summary>What a backup says of itself, in its entry <c>manifest.json</c>.</summary>
/// <param name="Format">Of the archive as a whole; see <see cref="CurrentFormat"/>.</param>
/// <param name="ProductVersion">The version of the program that made it.</param>
/// <param name="CreatedAt">The time of the snapshot: what was committed before is in it.</param>
/// <param name="Provider">The database engine to which its database belongs, and which alone can take it.</param>
/// <param name="Engine">Name and version of that engine.</param>
/// <param name="Schema">The last migration.</param>
/// <param name="Epoch">The epoch of the installation that was backed up; a restored one begins another.</param>
/// <param name="IsDemo">Whether it was an installation in demo mode.</param>
/// <param name="Tables">The rows of each table.</param>
/// <param name="Entries">Every entry of the archive but the manifest itself.</param>
/// <param name="Missing">Files that the database names and the store did not have.</param>
public sealed record BackupManifest(
    int Format,
    string ProductVersion,
    DateTimeOffset CreatedAt,
    DatabaseProvider Provider,
    string Engine,
    string Schema,
    string Epoch,
    bool IsDemo,
    IReadOnlyDictionary<string, long> Tables,
    IReadOnlyList<BackupEntry> Entries,
    IReadOnlyList<string> Missing
)
{
    public const int CurrentFormat = 1;

    public const string EntryName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">The bytes are no manifest.</exception>
    public static BackupManifest Read(byte[] bytes) => JsonSerializer.Deserialize<BackupManifest>(bytes, Json) ?? throw new JsonException();
}

/// <summary>An entry of the archive.</summary>
/// <param name="Name">With slashes.</param>
/// <param name="Size">In bytes, unpacked.</param>
/// <param name="Sha256">Of the unpacked content, in hexadecimal digits.</param>
public sealed partial record BackupEntry(string Name, long Size, string Sha256)
{
    private const string FilePrefix = "files/";

    public static string NameOfFile(string path) => FilePrefix + path;

    /// <summary>The path of a file in the store; null when this is no file of the store, or one that no installation would have.</summary>
    [JsonIgnore]
    public string? FilePath =>
        FilePattern().IsMatch(Name) && !Name.Contains("/..", StringComparison.Ordinal) ? Name[FilePrefix.Length..] : null;

    /// <summary>The forms of <see cref="Attachment.Path"/> and its likes: nothing in them leads out of a folder.</summary>
    [GeneratedRegex(@"^files/(?:uploads|avatars)/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9a-f]{32}/[^/\\\x00-\x1f:]{1,255}\z")]
    private static partial Regex FilePattern();
}

/// <summary>A backup can't be made, is not what it should be, or can't be restored here. The message is one line that says what to do.</summary>
public sealed class BackupException(string message) : Exception(message);
