using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media.Storage;

/// <summary>
/// Files that are not kept yet, below <c>Media:Directory</c> on this machine. Where files are kept in that directory too, keeping one is a
/// rename.
/// </summary>
public sealed partial class StagingArea(MediaSettings settings, ILogger<StagingArea> logger)
{
    public const string FolderName = "staged";

    private readonly string _directory = Path.Combine(settings.Directory, FolderName);

    /// <summary>A path for a new file, which the caller writes.</summary>
    public StagedFile Create()
    {
        PrivateFiles.CreateDirectory(_directory);
        return new FileInStaging(Path.Combine(_directory, Path.GetRandomFileName()));
    }

    /// <summary>A copy of a file of the store.</summary>
    /// <returns><c>unavailable</c> when it can't be written.</returns>
    /// <exception cref="FileStorageException">The store failed.</exception>
    public async Task<Result<StagedFile>> CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        StagedFile? file = null;
        try
        {
            file = Create();
            await using var target = OpenWrite(file);
            await content.CopyToAsync(target, cancellationToken);
            return Result<StagedFile>.Of(file);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (PrivateFiles.IsOfDisk(exception) && exception is not FileStorageException)
                return NotKept(exception);
            throw;
        }
    }

    /// <summary>Writes a file and deletes it again.</summary>
    /// <exception cref="SettingsException">Nothing can be written there.</exception>
    public void EnsureUsable()
    {
        try
        {
            using var file = Create();
            OpenWrite(file).Dispose();
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"Media:Directory can't be written ({exception.Message}). Make {settings.Directory} a directory of this user, or choose another."
            );
        }
    }

    public static FileStream OpenWrite(StagedFile file) => PrivateFiles.Create(file.LocalPath, FileOptions.Asynchronous);

    /// <summary>The error for the sender. The cause is in the log.</summary>
    public Error NotKept(Exception exception)
    {
        LogNotKept(logger, exception, settings.Directory);
        return MediaErrors.NotKept;
    }

    public void DeleteBefore(DateTimeOffset time)
    {
        if (!Directory.Exists(_directory))
            return;
        foreach (var file in new DirectoryInfo(_directory).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < time)
                file.Delete();
        }
    }

    private sealed class FileInStaging(string path) : StagedFile
    {
        public override string LocalPath => path;

        public override long Size => new FileInfo(path).Length;

        public override void Dispose()
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
            {
                // The file may not be deletable either. It is then removed later, as after a crash.
            }
        }
    }

    [LoggerMessage(71, LogLevel.Error, "An uploaded file could not be written below {Directory}")]
    private static partial void LogNotKept(ILogger logger, Exception exception, string directory);
}
