namespace LiveChat.Application.Media;

/// <summary>
/// The storage of uploaded files, by relative paths such as <c>uploads/2026/11/25/{key}/{name}</c>. A file is first staged on the local
/// disk, until it has been inspected; only files that were kept are ever served.
/// </summary>
public interface IFileStorage
{
    /// <summary>Called when the server starts. Throws an error that names the setting when files can't be stored.</summary>
    void EnsureUsable();

    /// <summary>Streams an upload into a staged file, without holding it in memory.</summary>
    /// <returns>
    /// <c>payload_too_large</c> as soon as it is larger than <c>Media:MaxFileSizeBytes</c>, <c>unavailable</c> when it can't be written.
    /// Neither leaves a file behind.
    /// </returns>
    Task<Result<StagedFile>> StageAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Moves a staged file to where it is served from.</summary>
    /// <returns><c>unavailable</c> when it can't be moved.</returns>
    Task<Result> KeepAsync(StagedFile file, string path, CancellationToken cancellationToken);

    /// <returns>A stream that can seek, or null when there is no such file.</returns>
    Stream? OpenRead(string path);

    /// <summary>Takes the lock for sealing and opening files, until it is disposed.</summary>
    Task<IDisposable> HoldSealedAsync(CancellationToken cancellationToken);

    /// <summary>Writes an encrypted copy of each file of a folder beside it.</summary>
    Task SealAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Restores the files of a folder from their encrypted copies.</summary>
    Task UnsealAsync(string folder, CancellationToken cancellationToken);

    /// <returns>A stream of the decrypted file, to be read once; null when there is no encrypted copy.</returns>
    Stream? OpenSealed(string path);

    /// <summary>Deletes the files of a folder, but not their encrypted copies.</summary>
    Task DeleteOpenAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes the encrypted copies of a folder, but not the files.</summary>
    Task DeleteSealedAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes a folder with all its files; one that does not exist is no error.</summary>
    Task DeleteFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes staged files that a crash has left behind.</summary>
    Task DeleteStagedAsync(DateTimeOffset before, CancellationToken cancellationToken);
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
