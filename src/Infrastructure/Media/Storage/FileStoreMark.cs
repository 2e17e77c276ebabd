using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media.Storage;

/// <summary>
/// Ties the database to its files, so that no server works with other ones: not with the directory below a mount that is missing, and not
/// with a directory of its own where several servers are to share one. The store carries a random id in a small file, and the database
/// remembers it.
/// </summary>
public sealed class FileStoreMark(LiveChatDbContext db, IDatabaseEngine engine, IFileStore store, StagingArea staging)
{
    /// <summary>It is visible, so that it goes along when the files are copied elsewhere.</summary>
    public const string FileName = "livechat-files.id";

    /// <summary>Reads more than an id, to notice what is none.</summary>
    private const int MaxBytes = 100;

    /// <summary>Compares the two. A database that has never seen its files adopts those that are there.</summary>
    /// <exception cref="SettingsException">The files are not those of this database.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var known = await FindKnownAsync(cancellationToken) ?? await AdoptAsync(isForced: false, cancellationToken);
        var mark = await ReadAsync(cancellationToken);
        if (mark == known)
            return;
        var found = mark is null
            ? $"has no files of this database ({FileName} is missing there)"
            : $"holds the files of another database ({FileName} has another id)";
        throw new SettingsException(
            $"{store.Place} {found}. Check that it is the place that all servers of this database share, that it is mounted, and that {FileName} came along if the files were moved. Only if the files are lost for good: run 'livechat files adopt' with these settings, and the database goes on with what is there."
        );
    }

    /// <summary>Makes the files that are there those of this database. They are marked if they are not yet.</summary>
    /// <param name="isForced">Whether a database that knows other files forgets those.</param>
    /// <returns>The id that the database has now.</returns>
    public async Task<string> AdoptAsync(bool isForced, CancellationToken cancellationToken)
    {
        // The database's lock keeps two servers that start for the first time at once from marking the same store twice.
        await using var transaction = await engine.BeginWritingAsync(db, cancellationToken);
        if (!isForced && await FindKnownAsync(cancellationToken) is { } known)
            return known;
        var mark = await ReadAsync(cancellationToken) ?? await WriteAsync(cancellationToken);
        await db.Installations.ExecuteUpdateAsync(set => set.SetProperty(i => i.FileStoreId, mark), cancellationToken);
        await transaction.CommitAsync();
        return mark;
    }

    private Task<string?> FindKnownAsync(CancellationToken cancellationToken) =>
        db.Installations.Select(i => i.FileStoreId).SingleAsync(cancellationToken);

    /// <returns>Null when there is no mark, or something that is none.</returns>
    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var file = await store.OpenReadAsync(FileName, cancellationToken);
        if (file is null)
            return null;
        var bytes = new byte[MaxBytes];
        var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes, 0, length).Trim();
        return text.Length == Installation.FileStoreIdLength && text.All(char.IsAsciiHexDigitLower) ? text : null;
    }

    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var mark = RandomNumberGenerator.GetHexString(Installation.FileStoreIdLength, lowercase: true);
        using var file = staging.Create();
        await using (var target = StagingArea.OpenWrite(file))
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(mark), cancellationToken);
            target.Flush(flushToDisk: true);
        }

        await store.PutAsync(file.LocalPath, FileName, cancellationToken);
        return mark;
    }
}
