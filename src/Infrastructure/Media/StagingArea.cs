using LiveChat.Application.Abstractions;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media;

/// <summary>Files that are not kept yet, in a directory beside those that are, so that keeping one is a rename.</summary>
internal sealed class StagingArea(MediaSettings settings)
{
    private readonly string _directory = Path.Combine(settings.Directory, "staged");

    /// <summary>A name for a new file, which whoever asked for it is to write.</summary>
    public StagedFile Create()
    {
        PrivateDirectory.Create(_directory);
        return new FileInStaging(Path.Combine(_directory, Path.GetRandomFileName()));
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

        public override void Dispose() => File.Delete(path);
    }
}
