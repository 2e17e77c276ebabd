using System.Buffers;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;

namespace LiveChat.Infrastructure.Media.Storage;

/// <summary>
/// Stages files on the local disk and keeps them in the store. The encrypted copy of a file lies beside it, as <c>name.sealed</c>.
/// </summary>
internal sealed class FileStorage(
    MediaSettings settings,
    StagingArea staging,
    IFileStore store,
    Seal seal,
    IDatabaseEngine engine,
    ChatMetrics metrics
) : IFileStorage, IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly SemaphoreSlim _sealing = new(1, 1);

    public async Task EnsureUsableAsync(CancellationToken cancellationToken)
    {
        staging.EnsureUsable();
        await store.CheckAsync(cancellationToken);
    }

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
                    metrics.FileRefused(FileRefusal.TooLarge);
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

    public async Task<Result> KeepAsync(StagedFile file, string path, CancellationToken cancellationToken)
    {
        try
        {
            await store.PutAsync(file.LocalPath, path, cancellationToken);
            return Result.Success();
        }
        catch (Exception exception)
            when (PrivateFiles.IsOfDisk(exception) && exception is not FileStorageException { IsOutcomeKnown: false })
        {
            return Result.Fail(staging.NotKept(exception));
        }
    }

    public async Task<Stream?> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        Stream? content = null;
        await InStoreAsync(async () => content = await store.OpenReadAsync(path, cancellationToken));
        return content;
    }

    public Task<Result<StagedFile>> CopyAsync(Stream kept, CancellationToken cancellationToken) =>
        staging.CopyAsync(kept, cancellationToken);

    public async Task<IDisposable> HoldFilesAsync(CancellationToken cancellationToken)
    {
        await _sealing.WaitAsync(cancellationToken);
        try
        {
            return new Hold(_sealing, await engine.HoldFilesAsync(cancellationToken));
        }
        catch
        {
            _sealing.Release();
            throw;
        }
    }

    public Task SealAsync(string folder, CancellationToken cancellationToken) =>
        RewriteAsync(
            folder,
            path => !IsSealed(path),
            path => path + FileSeal.Suffix,
            (plain, target) => seal.CloseAsync(plain, target, cancellationToken),
            cancellationToken
        );

    public Task UnsealAsync(string folder, CancellationToken cancellationToken) =>
        RewriteAsync(
            folder,
            IsSealed,
            path => path[..^FileSeal.Suffix.Length],
            async (closed, target) =>
            {
                await using var plain = seal.OpenRead(closed);
                await plain.CopyToAsync(target, cancellationToken);
            },
            cancellationToken
        );

    public async Task<Stream?> OpenSealedAsync(string path, CancellationToken cancellationToken) =>
        await OpenReadAsync(path + FileSeal.Suffix, cancellationToken) is { } closed ? seal.OpenRead(closed) : null;

    public Task DeleteOpenAsync(string folder, CancellationToken cancellationToken) =>
        DeleteAsync(folder, path => !IsSealed(path), cancellationToken);

    public Task DeleteSealedAsync(string folder, CancellationToken cancellationToken) => DeleteAsync(folder, IsSealed, cancellationToken);

    public Task DeleteFolderAsync(string folder, CancellationToken cancellationToken) =>
        InStoreAsync(() => store.DeleteFolderAsync(folder, cancellationToken));

    public Task DeleteStagedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        staging.DeleteBefore(before);
        return Task.CompletedTask;
    }

    public void Dispose() => _sealing.Dispose();

    private static bool IsSealed(string path) => path.EndsWith(FileSeal.Suffix, StringComparison.Ordinal);

    /// <summary>Writes another form of each file of a folder beside it. Each is written whole before it appears.</summary>
    private Task RewriteAsync(
        string folder,
        Func<string, bool> which,
        Func<string, string> nameOf,
        Func<Stream, Stream, Task> write,
        CancellationToken cancellationToken
    ) =>
        InStoreAsync(async () =>
        {
            foreach (var path in (await store.ListAsync(folder, cancellationToken)).Where(which))
            {
                await using var source = await store.OpenReadAsync(path, cancellationToken);
                if (source is null)
                    continue;
                using var written = staging.Create();
                await using (var target = StagingArea.OpenWrite(written))
                {
                    await write(source, target);
                    target.Flush(flushToDisk: true);
                }

                await store.PutAsync(written.LocalPath, nameOf(path), cancellationToken);
            }
        });

    private Task DeleteAsync(string folder, Func<string, bool> which, CancellationToken cancellationToken) =>
        InStoreAsync(async () =>
        {
            foreach (var path in (await store.ListAsync(folder, cancellationToken)).Where(which))
                await store.DeleteAsync(path, cancellationToken);
        });

    /// <exception cref="FileStorageException">The store failed, in whatever way.</exception>
    private static async Task InStoreAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception) && exception is not FileStorageException)
        {
            throw new FileStorageException(exception.Message, exception);
        }
    }

    private sealed class Hold(SemaphoreSlim ownThreads, IDisposable otherServers) : IDisposable
    {
        public void Dispose()
        {
            otherServers.Dispose();
            ownThreads.Release();
        }
    }
}

/// <summary>How the encrypted copy of a file is called.</summary>
internal static class FileSeal
{
    public const string Suffix = ".sealed";
}
