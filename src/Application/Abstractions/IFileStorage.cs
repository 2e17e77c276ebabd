using LiveChat.Domain.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>
/// Where uploaded files lie, by relative paths such as <c>uploads/2026/11/25/{key}/{name}</c>. What arrives is staged on
/// the local disk first, because nobody knows yet what it is; only what is kept is ever served.
/// </summary>
public interface IFileStorage
{
    /// <summary>For the start: throws, naming the setting, when nothing can be kept here.</summary>
    void EnsureUsable();

    /// <summary>Streams what arrives into a staged file; memory does not grow with it.</summary>
    /// <returns><c>payload_too_large</c> as soon as it is more than <c>Media:MaxFileSizeBytes</c>, <c>unavailable</c> when it can't be written; nothing is left then.</returns>
    Task<Result<StagedFile>> StageAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Moves a staged file to where it is served from.</summary>
    /// <returns><c>unavailable</c> when it can't be.</returns>
    Task<Result> KeepAsync(StagedFile file, string path, CancellationToken cancellationToken);

    /// <returns>A stream that can seek, or null when there is no such file.</returns>
    Stream? OpenRead(string path);

    /// <summary>Keeps all others from sealing and opening files until it is disposed.</summary>
    Task<IDisposable> HoldSealedAsync(CancellationToken cancellationToken);

    /// <summary>Writes an encrypted copy of each file of a folder beside it.</summary>
    Task SealAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Writes the files of a folder again from their encrypted copies.</summary>
    Task UnsealAsync(string folder, CancellationToken cancellationToken);

    /// <returns>What is in an encrypted copy of a file, to be read once; null when there is none.</returns>
    Stream? OpenSealed(string path);

    /// <summary>Deletes the files of a folder, and leaves their encrypted copies.</summary>
    Task DeleteOpenAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes the encrypted copies of a folder, and leaves the files.</summary>
    Task DeleteSealedAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes a folder with all its files; one that does not exist is no error.</summary>
    Task DeleteFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Deletes staged files that a crash has left behind.</summary>
    Task DeleteStagedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>A file that has arrived and is not kept yet; disposed before it is, it leaves nothing behind.</summary>
public abstract class StagedFile : IDisposable
{
    /// <summary>Where it lies until then.</summary>
    public abstract string LocalPath { get; }

    /// <summary>In bytes.</summary>
    public abstract long Size { get; }

    public abstract void Dispose();
}
