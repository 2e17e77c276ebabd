using System.Buffers;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Work;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

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
                var read = await content.ReadAtLeastAsync(
                    buffer.AsMemory(0, BufferSize),
                    BufferSize,
                    throwOnEndOfStream: false,
                    cancellationToken
                );
                isReading = false;
                if (read == 0)
                    return Result<StagedFile>.Of(file);
                if (target.Position + read > settings.MaxFileSize)
                {
                    file.Dispose();
                    return MediaErrors.TooLarge(settings.MaxFileSize);
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
            return new FileStream(
                FullPathOf(path),
                new FileStreamOptions
                {
                    Share = FileShare.Read | FileShare.Delete,
                    BufferSize = 0,
                    Options = FileOptions.Asynchronous,
                }
            );
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task<IDisposable> HoldSealedAsync(CancellationToken cancellationToken) => sealedFolders.HoldAsync(cancellationToken);

    public Task SealAsync(string folder, CancellationToken cancellationToken) =>
        sealedFolders.SealAsync(FullPathOf(folder), cancellationToken);

    public Task UnsealAsync(string folder, CancellationToken cancellationToken) =>
        sealedFolders.UnsealAsync(FullPathOf(folder), cancellationToken);

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
        return full.StartsWith(settings.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ArgumentException("The path leads out of the media directory.", nameof(path));
    }
}

/// <summary>Files that are not kept yet, in a directory beside those that are, so that keeping one is a rename.</summary>
internal sealed partial class StagingArea(MediaSettings settings, ILogger<StagingArea> logger)
{
    private readonly string _directory = Path.Combine(settings.Directory, "staged");

    /// <summary>A path for a new file, which the caller writes.</summary>
    public StagedFile Create()
    {
        PrivateFiles.CreateDirectory(_directory);
        return new FileInStaging(Path.Combine(_directory, Path.GetRandomFileName()));
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

/// <summary>
/// Periodically removes files that are no longer needed, and seals files of removed messages that could not be sealed at once.
/// </summary>
internal sealed partial class UnusedFileRemover(IServiceScopeFactory scopes, TimeProvider clock, ILogger<UnusedFileRemover> logger)
    : PeriodicService(Interval, clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new SealFilesCommand(), cancellationToken);
        await mediator.Send(new RemoveUnusedCommand(), cancellationToken);
    }

    protected override void LogFailure(Exception exception) => LogFailed(logger, exception);

    [LoggerMessage(73, LogLevel.Error, "Removing unused files failed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
