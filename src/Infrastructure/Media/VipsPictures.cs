using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using LiveChat.Infrastructure.Settings;
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

    public Task<Result<StagedFile>> MakeAvatarAsync(Stream picture, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            using var avatar = Image.ThumbnailStream(picture, AvatarSide, height: AvatarSide, crop: Enums.Interesting.Centre, outputProfile: "srgb");
            return Result<StagedFile>.Of(Write(target => avatar.WebpsaveTarget(target, q: Quality, keep: Enums.ForeignKeep.None)));
        },
        cancellationToken);

    public void Dispose() => _turns.Dispose();

    private async Task<Result<T>> InTurnAsync<T>(Func<Result<T>> work, CancellationToken cancellationToken)
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
        catch (VipsException)
        {
            return UploadErrors.PictureBroken;
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            return staging.NotKept(exception);
        }
        finally
        {
            _turns.Release();
        }
    }

    private Result<PreparedPicture> Prepare(StagedFile file, FileFormat format)
    {
        using var header = Open(file.LocalPath, format, Enums.Access.Sequential);
        long frameHeight = header.PageHeight;
        var pixels = header.Width * frameHeight;
        var screen = format == FileFormat.Gif ? ScreenOf(file) : null;
        if (pixels > MaxPixels || screen?.Width * (long?)screen?.Height > MaxPixels || pixels * header.Bands * SizeOf(header.Format) > MaxDecodedSize)
            return UploadErrors.PictureTooLarge(MaxPixels);
        if (header.Width * (long)header.Height > MaxAllPixels)
            return UploadErrors.MovingPictureTooLarge(MaxAllPixels);
        var isMoving = header.Height > frameHeight;
        // 1 as it lies, 2 mirrored, 3 and 4 on its head, 5 to 8 on its side; as EXIF numbers them.
        var orientation = !isMoving && header.Contains("orientation") ? (int)header.Get("orientation") : 1;
        var size = orientation is >= 5 and <= 8 ? new PictureSize((int)frameHeight, header.Width) : new PictureSize(header.Width, (int)frameHeight);

        if (isMoving)
        {
            // The thumbnail reads the first frame alone; the others must be whole too.
            using var frames = Open(file.LocalPath, format, Enums.Access.Sequential);
            frames.Avg();
        }

        // Frames are never turned: no camera makes moving pictures of these formats, and browsers do not agree on them.
        using var thumbnail = Image.Thumbnail(file.LocalPath, ThumbnailSide, height: ThumbnailSide, size: Enums.Size.Down, noRotate: isMoving, outputProfile: "srgb", failOn: Enums.FailOn.Error);
        var small = Write(target => thumbnail.WebpsaveTarget(target, q: ThumbnailQuality, keep: Enums.ForeignKeep.None));
        try
        {
            var isKept = IsClean(file, format) && (screen is null || screen == size);
            return new PreparedPicture(isKept ? file : WriteAnew(file, format, isMoving, orientation is 1 or 2), small, size);
        }
        catch
        {
            small.Dispose();
            throw;
        }
    }

    /// <summary>What the header of a GIF says and a browser makes room for; libvips goes by the frames alone.</summary>
    private static PictureSize ScreenOf(StagedFile file)
    {
        Span<byte> head = stackalloc byte[10];
        using var content = File.OpenRead(file.LocalPath);
        content.ReadExactly(head);
        return new PictureSize(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]));
    }

    private static bool IsClean(StagedFile file, FileFormat format)
    {
        using var content = File.OpenRead(file.LocalPath);
        return PictureMetadata.IsAbsentFrom(content, format);
    }

    /// <summary>The picture upright and with its colour profile, and with nothing else.</summary>
    private StagedFile WriteAnew(StagedFile file, FileFormat format, bool isMoving, bool isUpright)
    {
        // Turned, it is read across its lines and has to be in memory; as it lies, it streams through.
        using var picture = Open(file.LocalPath, format, isUpright ? Enums.Access.Sequential : Enums.Access.Random);
        using var upright = isMoving ? picture.Copy() : picture.Autorot();
        const Enums.ForeignKeep Keep = Enums.ForeignKeep.Icc;
        return Write(target =>
        {
            if (format == FileFormat.Jpeg)
                upright.JpegsaveTarget(target, q: Quality, keep: Keep);
            else if (format == FileFormat.Png)
                upright.PngsaveTarget(target, keep: Keep);
            else if (format == FileFormat.Gif)
                upright.GifsaveTarget(target, reuse: true, dither: 0, keep: Keep);
            else
                upright.WebpsaveTarget(target, q: Quality, keep: Keep);
        });
    }

    /// <exception cref="IOException">It is the disk's fault, not the picture's.</exception>
    private StagedFile Write(Action<Target> save)
    {
        var file = staging.Create();
        ExceptionDispatchInfo? failure = null;
        try
        {
            using var stream = StagingArea.OpenWrite(file);
            using var target = new TargetCustom();
            target.OnWrite += (bytes, length) =>
            {
                try
                {
                    stream.Write(bytes, 0, length);
                    return length;
                }
                catch (Exception exception)
                {
                    // libvips knows only that it failed, and would call the picture broken.
                    failure = ExceptionDispatchInfo.Capture(exception);
                    return -1;
                }
            };
            save(target);
            return file;
        }
        catch
        {
            file.Dispose();
            failure?.Throw();
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
