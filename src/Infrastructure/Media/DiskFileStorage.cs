using System.Buffers;
using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media;

/// <summary>Keeps files below <c>Media:Directory</c>.</summary>
internal sealed class DiskFileStorage(MediaSettings settings, StagingArea staging, SealedFolders sealedFolders) : IFileStorage
{
    private const int BufferSize = 64 * 1024;

    public void EnsureUsable() => staging.EnsureUsable();

    public async Task<Result<StagedFile>> StageAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        StagedFile? file = null;
        // Tells whose fault an exception is: the sender's, while the upload is being read.
        var isReading = false;
        try
        {
            file = staging.Create();
            await using var target = StagingArea.OpenWrite(file);
            while (true)
            {
                // The buffer collects small pieces, because each write is a system call.
                isReading = true;
                var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, BufferSize), BufferSize, throwOnEndOfStream: false, cancellationToken);
                isReading = false;
                if (read == 0)
                    return Result<StagedFile>.Of(file);
                if (target.Position + read > settings.MaxFileSize)
                {
                    file.Dispose();
                    return UploadErrors.TooLarge(settings.MaxFileSize);
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (!isReading && PrivateFiles.IsOfDisk(exception))
                return staging.NotKept(exception);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task<Result> KeepAsync(StagedFile file, string path, CancellationToken cancellationToken)
    {
        var target = FullPathOf(path);
        try
        {
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(target)!);
            // Two calls that make an avatar of the same picture at once write the same file.
            File.Move(file.LocalPath, target, overwrite: true);
            return Task.FromResult(Result.Success());
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            return Task.FromResult(Result.Fail(staging.NotKept(exception)));
        }
    }

    public Stream? OpenRead(string path)
    {
        try
        {
            return new FileStream(FullPathOf(path), new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task<IDisposable> HoldSealedAsync(CancellationToken cancellationToken) => sealedFolders.HoldAsync(cancellationToken);

    public Task SealAsync(string folder, CancellationToken cancellationToken) => sealedFolders.SealAsync(FullPathOf(folder), cancellationToken);

    public Task UnsealAsync(string folder, CancellationToken cancellationToken) => sealedFolders.UnsealAsync(FullPathOf(folder), cancellationToken);

    public Stream? OpenSealed(string path) => sealedFolders.OpenRead(FullPathOf(path));

    public Task DeleteOpenAsync(string folder, CancellationToken cancellationToken)
    {
        SealedFolders.DeleteOpen(FullPathOf(folder));
        return Task.CompletedTask;
    }

    public Task DeleteSealedAsync(string folder, CancellationToken cancellationToken)
    {
        SealedFolders.DeleteSealed(FullPathOf(folder));
        return Task.CompletedTask;
    }

    public Task DeleteFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var path = FullPathOf(folder);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return Task.CompletedTask;
    }

    public Task DeleteStagedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        staging.DeleteBefore(before);
        return Task.CompletedTask;
    }

    /// <exception cref="ArgumentException">The path leads out of the directory, which is a bug, since no stored path does.</exception>
    private string FullPathOf(string path)
    {
        var full = Path.GetFullPath(Path.Combine(settings.Directory, path));
        return full.StartsWith(settings.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : throw new ArgumentException("The path leads out of the media directory.", nameof(path));
    }
}
