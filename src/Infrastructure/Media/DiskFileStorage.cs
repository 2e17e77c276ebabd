using System.Buffers;
using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media;

/// <summary>Keeps files below <c>Media:Directory</c>.</summary>
internal sealed class DiskFileStorage(MediaSettings settings, StagingArea staging) : IFileStorage
{
    private const int BufferSize = 64 * 1024;

    public async Task<Result<StagedFile>> StageAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = staging.Create();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var target = new FileStream(file.LocalPath, options);
            var size = 0L;
            while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                size += read;
                if (size > settings.MaxFileSize)
                {
                    file.Dispose();
                    return UploadErrors.TooLarge(settings.MaxFileSize);
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return Result<StagedFile>.Of(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task KeepAsync(StagedFile file, string path, CancellationToken cancellationToken)
    {
        var target = FullPathOf(path);
        PrivateDirectory.Create(Path.GetDirectoryName(target)!);
        // Two who make one picture an avatar at once make the same one.
        File.Move(file.LocalPath, target, overwrite: true);
        return Task.CompletedTask;
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

    /// <exception cref="ArgumentException">The path leads out of the directory. None of ours does, so this is a mistake of the program.</exception>
    private string FullPathOf(string path)
    {
        var full = Path.GetFullPath(Path.Combine(settings.Directory, path));
        return full.StartsWith(settings.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : throw new ArgumentException("The path leads out of the media directory.", nameof(path));
    }
}
