using System.Text;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Backups;

/// <summary>
/// Stands among the files while a backup is being restored, with the epoch that the installation will have. As long as it stands, no server
/// begins there, and another restore may clear away what the first one left.
/// </summary>
public sealed class RestoreMark(IFileStore store, StagingArea staging)
{
    private const string FileName = "livechat-restore.unfinished";

    /// <exception cref="SettingsException">A restore was not finished.</exception>
    public async Task RefuseAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not null)
            throw new SettingsException(
                $"A restore into {store.Place} was not finished. Run 'livechat restore' with the same file once more: "
                    + "it goes on, and tells when the server can be started."
            );
    }

    /// <returns>The epoch; null when there is no mark.</returns>
    internal async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        await using var file = await store.OpenReadAsync(FileName, cancellationToken);
        if (file is null)
            return null;
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    internal void Write(string epoch) => Put(FileName, epoch);

    internal void WriteFileStoreId(string id) => Put(FileStoreMark.FileName, id);

    internal void Remove() => QuietThread.Wait(store.DeleteAsync(FileName, CancellationToken.None));

    private void Put(string name, string content)
    {
        using var file = staging.Create();
        using (var target = StagingArea.OpenWrite(file))
        {
            target.Write(Encoding.UTF8.GetBytes(content));
            target.Flush(flushToDisk: true);
        }

        QuietThread.Wait(store.PutAsync(file.LocalPath, name, CancellationToken.None));
    }
}
