using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media.Storage;

/// <summary>Keeps files below <c>Media:Directory</c>, which several servers may share.</summary>
internal sealed class DirectoryStore(MediaSettings settings, StagingArea staging) : IFileStore
{
    public string Place => $"Media:Directory ({settings.Directory})";

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        staging.EnsureUsable();
        try
        {
            using var file = staging.Create();
            var path = $"livechat-check-{Path.GetFileName(file.LocalPath)}";
            await using (var written = StagingArea.OpenWrite(file))
                await written.WriteAsync(new byte[64], cancellationToken);
            await PutAsync(file.LocalPath, path, cancellationToken);
            await using (var read = await OpenReadAsync(path, cancellationToken))
            {
                if (read?.Length != 64)
                    throw new IOException("it does not give back what was just written");
            }

            await DeleteAsync(path, cancellationToken);
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"Media:Directory can't be used ({exception.Message}). Make {settings.Directory} a directory of this user, or choose another."
            );
        }
    }

    public Task PutAsync(string localPath, string path, CancellationToken cancellationToken)
    {
        var target = FullPathOf(path);
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(target)!);
        // Two calls that make an avatar of the same picture at once write the same file.
        File.Move(localPath, target, overwrite: true);
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(
                    FullPathOf(path),
                    new FileStreamOptions
                    {
                        Share = FileShare.Read | FileShare.Delete,
                        BufferSize = 0,
                        Options = FileOptions.Asynchronous,
                    }
                )
            );
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var directory = FullPathOf(folder);
        IReadOnlyList<string> files = Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory).Select(file => $"{folder}/{Path.GetFileName(file)}")]
            : [];
        return Task.FromResult(files);
    }

    public Task<bool> HasFilesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            Directory.Exists(settings.Directory)
                && Directory
                    .EnumerateFileSystemEntries(settings.Directory)
                    .Select(Path.GetFileName)
                    .Any(name => name is not (StagingArea.FolderName or DataLocks.FileName))
        );

    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var file = FullPathOf(path);
        if (File.Exists(file))
            File.Delete(file);
        return Task.CompletedTask;
    }

    public Task DeleteFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var path = FullPathOf(folder);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return Task.CompletedTask;
    }

    /// <exception cref="ArgumentException">The path leads out of the directory, which is a bug, since no stored path does.</exception>
    private string FullPathOf(string path)
    {
        var full = Path.GetFullPath(Path.Combine(settings.Directory, path));
        return full.StartsWith(settings.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ArgumentException("The path leads out of the media directory.", nameof(path));
    }
}
