using LiveChat.Infrastructure.Media.Formats;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Work;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// Compares a file's bytes with its extension (ADR-009): first the signature, then, of a container, the contents. Nothing is unpacked or
/// run, and only a buffer of the file is in memory.
/// </summary>
internal sealed class FileInspector(CostlyWork work) : IFileInspector
{
    private const int BufferSize = 64 * 1024;

    public Task<Result> InspectAsync(StagedFile file, FileFormat claimed, UserId owner, CancellationToken cancellationToken) =>
        work.Files.RunAsync(owner.Value, () => Inspect(file, claimed), cancellationToken);

    private static Result Inspect(StagedFile file, FileFormat claimed)
    {
        using var content = new FileStream(file.LocalPath, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        var head = new byte[Signatures.HeadLength];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var signature = Signatures.Of(head.AsSpan(0, read));
        content.Position = 0;
        try
        {
            return signature switch
            {
                Signature.None when claimed == FileFormat.Pdf => Signatures.HasPdf(head.AsSpan(0, read))
                    ? Result.Success()
                    : MediaErrors.ContentMismatch,
                Signature.None when claimed == FileFormat.Mp3 => Signatures.HasMp3(head.AsSpan(0, read))
                    ? Result.Success()
                    : MediaErrors.ContentMismatch,
                Signature.None => claimed == FileFormat.Text ? PlainText.Inspect(content) : MediaErrors.ContentMismatch,
                Signature.Zip => ZipContainer.Inspect(content, claimed),
                Signature.Compound => CompoundFile.Inspect(content, claimed),
                Signature.Ebml when claimed == FileFormat.WebM => WebMTracks.Inspect(content),
                Signature.Mp4 when claimed == FileFormat.M4a => Mp4Tracks.Inspect(content),
                Signature.Ogg when claimed == FileFormat.Ogg => OggStreams.Inspect(content),
                Signature.Program => MediaErrors.ActiveContent,
                _ => Signatures.FormatOf(signature) == claimed ? Result.Success() : MediaErrors.ContentMismatch,
            };
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            return MediaErrors.ContentMismatch;
        }
    }
}

internal sealed class MediaUrls(MediaSettings settings) : IMediaUrls
{
    public string AvatarOf(string userId, string username, string? avatar) =>
        avatar switch
        {
            null => $"{settings.PublicBaseUrl}{DrawnAvatar.PathOf(userId, username)}",
            _ when avatar.StartsWith("https://", StringComparison.Ordinal) => avatar,
            _ => $"{settings.PublicBaseUrl}{avatar}",
        };

    public string OfTakenDown(MessageId messageId, bool isThumbnail) =>
        $"{settings.PublicBaseUrl}/api/admin/messages/{messageId}/{(isThumbnail ? "thumbnail" : "file")}";

    public string Of(string path) => $"{settings.PublicBaseUrl}/media/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}
