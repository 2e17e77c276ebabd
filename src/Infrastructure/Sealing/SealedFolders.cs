using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Sealing;

/// <summary>The encrypted copies of files: <c>name.sealed</c> beside <c>name</c>.</summary>
internal sealed class SealedFolders(Seal seal) : IDisposable
{
    private const string Suffix = ".sealed";
    private const string Unfinished = ".part";

    private readonly SemaphoreSlim _lock = new(1, 1);

    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        return new Hold(_lock);
    }

    public async Task SealAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var path in Files(folder).Where(f => !IsSealed(f)))
        {
            await using var plain = File.OpenRead(path);
            await WriteWholeAsync(path + Suffix, closed => seal.CloseAsync(plain, closed, cancellationToken));
        }
    }

    public async Task UnsealAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var path in Files(folder).Where(IsSealed))
        {
            await using var plain = seal.OpenRead(File.OpenRead(path));
            await WriteWholeAsync(path[..^Suffix.Length], open => plain.CopyToAsync(open, cancellationToken));
        }
    }

    public Stream? OpenRead(string path) => File.Exists(path + Suffix) ? seal.OpenRead(File.OpenRead(path + Suffix)) : null;

    public static void DeleteOpen(string folder) => Delete(folder, f => !IsSealed(f));

    public static void DeleteSealed(string folder) => Delete(folder, IsSealed);

    public void Dispose() => _lock.Dispose();

    private static bool IsSealed(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Files that a crash left half written do not count.</summary>
    private static List<string> Files(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(f => !f.EndsWith(Unfinished, StringComparison.Ordinal))] : [];

    private static void Delete(string folder, Func<string, bool> which)
    {
        foreach (var path in Files(folder).Where(which))
            File.Delete(path);
    }

    private static async Task WriteWholeAsync(string path, Func<Stream, Task> write)
    {
        File.Delete(path + Unfinished);
        await using (var target = PrivateFiles.Create(path + Unfinished))
        {
            await write(target);
            target.Flush(flushToDisk: true);
        }

        File.Move(path + Unfinished, path, overwrite: true);
    }

    private sealed class Hold(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
