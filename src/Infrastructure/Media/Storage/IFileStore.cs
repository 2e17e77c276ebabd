using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media.Storage;

/// <summary>
/// Where kept files lie: a directory or a bucket. Paths are relative and have slashes. Failures are thrown as they come from the disk
/// (<see cref="PrivateFiles.IsOfDisk"/>), or as a <see cref="FileStorageException"/>.
/// </summary>
public interface IFileStore
{
    /// <summary>The place with the setting that leads there, for operators: <c>Media:Directory (/srv/livechat/media)</c>.</summary>
    string Place { get; }

    /// <summary>Writes, reads, lists and deletes something.</summary>
    /// <exception cref="SettingsException">One of these fails. The message says what to do.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Stores a file of the local disk, whole or not at all; one that is there already is replaced.</summary>
    /// <param name="localPath">The file may be gone from there afterwards.</param>
    /// <param name="path">Where it is found from then on.</param>
    Task PutAsync(string localPath, string path, CancellationToken cancellationToken);

    /// <returns>A stream that can seek; null when there is no such file.</returns>
    Task<Stream?> OpenReadAsync(string path, CancellationToken cancellationToken);

    /// <returns>The paths of the files of a folder; none when there is no such folder.</returns>
    Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Whether anything is kept there, of this program or another.</summary>
    Task<bool> HasFilesAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a file; one that does not exist is no error.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>Deletes a folder with all its files; one that does not exist is no error.</summary>
    Task DeleteFolderAsync(string folder, CancellationToken cancellationToken);
}
