namespace LiveChat.Application.Media;

/// <summary>
/// The storage of uploaded files, by relative paths such as <c>uploads/2026/11/25/{key}/{name}</c>. A file is first staged on the local
/// disk, until it has been inspected; only files that were kept are ever served. All but staging throws a
/// <see cref="FileStorageException"/> when the store can't be reached.
/// </summary>
public interface IFileStorage
{
    /// <summary>Called when the server starts. Throws an error that names the setting when files can't be stored.</summary>
    Task EnsureUsableAsync(CancellationToken cancellationToken);

    /// <summary>Streams an upload into a staged file, without holding it in memory.</summary>
    /// <returns>
    /// <c>payload_too_large</c> as soon as it is larger than <c>Media:MaxFileSizeBytes</c>, <c>unavailable</c> when it can't be written.
    /// Neither leaves a file behind.
    /// </returns>
    Task<Result<StagedFile>> StageAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Moves a staged file to where it is served from.</summary>
    /// <returns><c>unavailable</c> when it can't be moved. It is not there then.</returns>
    /// <exception cref="FileStorageException">
    /// The store has not answered, and may have the file or not. It is removed as unused when its attachment is.
    /// </exception>
    Task<Result> KeepAsync(StagedFile file, string path, CancellationToken cancellationToken);

    /// <returns>A stream that can seek, or null when there is no such file.</returns>
    Task<Stream?> OpenReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Copies a file that is kept to the local disk.</summary>
    /// <returns><c>unavailable</c> when it can't be written there.</returns>
    Task<Result<StagedFile>> CopyAsync(Stream kept, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the lock for sealing, unsealing and removing files, until it is disposed. No other server of the installation has it meanwhile.
    /// </summary>
    Task<IDisposable> HoldFilesAsync(CancellationToken cancellationToken);

    /// <summary>Writes an encrypted copy of each file of a folder beside it.</summary>
    Task SealAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Restores the files of a folder from their encrypted copies.</summary>
    Task UnsealAsync(string folder, CancellationToken cancellationToken);

    /// <returns>A stream of the decrypted file, to be read once; null when there is no encrypted copy.</returns>
    Task<Stream?> OpenSealedAsync(string path, CancellationToken cancellationToken);

    /// <summary>Deletes the files of a folder, but not their encrypted copies.</summary>
    Task DeleteOpenAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes the encrypted copies of a folder, but not the files.</summary>
    Task DeleteSealedAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes a folder with all its files; one that does not exist is no error.</summary>
    Task DeleteFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes staged files that a crash has left behind.</summary>
    Task DeleteStagedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>The place where files are kept failed, or can't be reached.</summary>
public sealed class FileStorageException(string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>Whether it is certain that nothing was done.</summary>
    public bool IsOutcomeKnown { get; init; } = true;
}

/// <summary>A file that was uploaded but not kept yet. Disposing it before it is kept deletes it.</summary>
public abstract class StagedFile : IDisposable
{
    /// <summary>Its path until it is kept.</summary>
    public abstract string LocalPath { get; }

    /// <summary>The size in bytes.</summary>
    public abstract long Size { get; }

    public abstract void Dispose();
}
