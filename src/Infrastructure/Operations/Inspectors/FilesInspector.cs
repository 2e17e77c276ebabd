using System.Globalization;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>Whether the file store takes a file, gives it back and deletes it.</summary>
internal sealed class FilesInspector(IFileStore store, MediaSettings media, TimeProvider clock) : IInspector
{
    /// <summary>How long a page is told the last result, because a bucket costs money for each request.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(1);

    private (long At, Finding Finding)? _last;

    public CheckKind Kind => CheckKind.Files;

    public async Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken)
    {
        // The command line may run as another user than the server, who could not use a directory that was made by it.
        if (isThorough && !Directory.Exists(media.Directory))
            return [new Finding(Kind, FindingStatus.Ok, "DirectoryMissing", media.Directory)];
        var last = _last;
        // A fault is looked at again, so that it is seen at once when it is mended.
        if (last is { } known && known.Finding.Status == FindingStatus.Ok && clock.GetElapsedTime(known.At) < RememberedFor)
            return [known.Finding];
        var finding = await TryAsync(cancellationToken);
        _last = (clock.GetTimestamp(), finding);
        return [finding];
    }

    private async Task<Finding> TryAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        try
        {
            await store.CheckAsync(cancellationToken);
            var took = clock.GetElapsedTime(begun).TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);
            return new Finding(Kind, FindingStatus.Ok, "FilesKept", store.Place, took);
        }
        catch (Exception exception) when (exception is SettingsException or FileStorageException || PrivateFiles.IsOfDisk(exception))
        {
            return new Finding(Kind, FindingStatus.Fault, "FilesNotKept", store.Place, exception.Message.ReplaceLineEndings(" "));
        }
    }
}
