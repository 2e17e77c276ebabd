using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using NetVips;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// Pictures by libvips. It is loaded with the first picture and not at the start; only the loaders of the four formats may
/// run, few pictures are worked on at once, and nothing is cached.
/// </summary>
internal sealed class VipsPictures(StagingArea staging) : IPictures, IDisposable
{
    /// <summary>Of one frame; a telephone's largest has 50 million.</summary>
    private const long MaxPixels = 50_000_000;

    /// <summary>Of all frames of a moving picture together: they are decoded at once to be written anew, at up to 4 bytes each.</summary>
    private const long MaxAllPixels = 60_000_000;

    /// <summary>Decoded, of one frame.</summary>
    private const long MaxDecodedSize = 300_000_000;

    private const int ThumbnailSide = 640;
    private const int AvatarSide = 192;
    private const int Quality = 90;
    private const int ThumbnailQuality = 80;

    private readonly Lazy<bool> _loaded = new(Load);
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    public Task<Result<PreparedPicture>> PrepareAsync(StagedFile file, FileFormat format, CancellationToken cancellationToken) =>
        InTurnAsync(() => Prepare(file, format), cancellationToken);

    public Task<StagedFile> MakeAvatarAsync(Stream picture, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            using var avatar = Image.ThumbnailStream(picture, AvatarSide, height: AvatarSide, crop: Enums.Interesting.Centre, outputProfile: "srgb");
            return Write(path => avatar.Webpsave(path, q: Quality, keep: Enums.ForeignKeep.None));
        },
        cancellationToken);

    public void Dispose() => _turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(
                () =>
                {
                    _ = _loaded.Value;
                    return work();
                },
                cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    private Result<PreparedPicture> Prepare(StagedFile file, FileFormat format)
    {
        try
        {
            using var header = Open(file.LocalPath, format, Enums.Access.Sequential);
            long frameHeight = header.PageHeight;
            var pixels = header.Width * frameHeight;
            if (pixels > MaxPixels || pixels * header.Bands * SizeOf(header.Format) > MaxDecodedSize)
                return UploadErrors.PictureTooLarge(MaxPixels);
            if (header.Width * (long)header.Height > MaxAllPixels)
                return UploadErrors.MovingPictureTooLarge(MaxAllPixels);
            var isTurned = header.Contains("orientation") && (int)header.Get("orientation") is >= 5 and <= 8;
            var size = isTurned ? new PictureSize((int)frameHeight, header.Width) : new PictureSize(header.Width, (int)frameHeight);

            if (header.Height > frameHeight)
            {
                // The thumbnail reads the first frame alone; the others must be whole too.
                using var frames = Open(file.LocalPath, format, Enums.Access.Sequential);
                frames.Avg();
            }

            using var thumbnail = Image.Thumbnail(file.LocalPath, ThumbnailSide, height: ThumbnailSide, size: Enums.Size.Down, outputProfile: "srgb", failOn: Enums.FailOn.Error);
            var small = Write(path => thumbnail.Webpsave(path, q: ThumbnailQuality, keep: Enums.ForeignKeep.None));
            return new PreparedPicture(IsClean(file, format) ? file : WriteAnew(file, format), small, size);
        }
        catch (VipsException)
        {
            return UploadErrors.PictureBroken;
        }
    }

    private static bool IsClean(StagedFile file, FileFormat format)
    {
        using var content = File.OpenRead(file.LocalPath);
        return PictureMetadata.IsAbsentFrom(content, format);
    }

    /// <summary>The picture upright and with its colour profile, and with nothing else.</summary>
    private StagedFile WriteAnew(StagedFile file, FileFormat format)
    {
        using var picture = Open(file.LocalPath, format, Enums.Access.Random);
        const Enums.ForeignKeep Keep = Enums.ForeignKeep.Icc;
        return Write(path =>
        {
            if (format == FileFormat.Jpeg)
            {
                using var upright = picture.Autorot();
                upright.Jpegsave(path, q: Quality, optimizeCoding: true, keep: Keep);
            }
            else if (format == FileFormat.Png)
            {
                using var upright = picture.Autorot();
                upright.Pngsave(path, keep: Keep);
            }
            else if (format == FileFormat.Gif)
            {
                picture.Gifsave(path, reuse: true, dither: 0, keep: Keep);
            }
            else
            {
                picture.Webpsave(path, q: Quality, keep: Keep);
            }
        });
    }

    private StagedFile Write(Action<string> save)
    {
        var file = staging.Create();
        try
        {
            save(file.LocalPath);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the header; the pixels are decoded when something needs them.</summary>
    private static Image Open(string path, FileFormat format, Enums.Access access) =>
        format == FileFormat.Jpeg ? Image.Jpegload(path, access: access, failOn: Enums.FailOn.Error)
        : format == FileFormat.Png ? Image.Pngload(path, access: access, failOn: Enums.FailOn.Error)
        : format == FileFormat.Gif ? Image.Gifload(path, n: -1, access: access, failOn: Enums.FailOn.Error)
        : Image.Webpload(path, n: -1, access: access, failOn: Enums.FailOn.Error);

    private static int SizeOf(Enums.BandFormat format) => format is Enums.BandFormat.Uchar or Enums.BandFormat.Char ? 1 : format is Enums.BandFormat.Ushort or Enums.BandFormat.Short ? 2 : 4;

    private static bool Load()
    {
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in new[] { "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif", "VipsForeignLoadWebp" })
            Operation.Block(loader, false);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        return true;
    }
}
