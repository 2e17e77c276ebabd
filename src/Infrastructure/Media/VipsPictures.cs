using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Work;
using NetVips;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// Pictures by libvips, which is loaded with the first picture and not at the start. Only the loaders of the four formats may run, few
/// pictures are processed at once, and nothing is cached.
/// </summary>
internal sealed class VipsPictures(StagingArea staging, CostlyWork work) : IPictures
{
    /// <summary>The most pixels of one frame. The largest photos of phones have 50 million.</summary>
    private const long MaxPixels = 50_000_000;

    /// <summary>The most pixels of all frames of a moving picture together, since each is decoded once to check it.</summary>
    private const long MaxAllPixels = 60_000_000;

    /// <summary>
    /// The most pixels of a moving picture that has to be encoded again, which takes twenty times as long. Hardly any has to.
    /// </summary>
    private const long MaxRewrittenPixels = 6_000_000;

    /// <summary>The most bytes of one decoded frame.</summary>
    private const long MaxDecodedSize = 300_000_000;

    private const int ThumbnailSide = 640;
    private const int AvatarSide = 192;
    private const int Quality = 90;
    private const int ThumbnailQuality = 80;

    private readonly Lazy<bool> _loaded = new(Load);

    public Task<Result<PreparedPicture>> PrepareAsync(
        StagedFile file,
        FileFormat format,
        UserId owner,
        CancellationToken cancellationToken
    ) =>
        InTurnAsync(
            owner,
            () => format == FileFormat.Jpeg ? PrepareJpeg(file) : Prepare(file, format, Enums.FailOn.Error),
            cancellationToken
        );

    public Task<Result<StagedFile>> MakeAvatarAsync(StagedFile picture, UserId owner, CancellationToken cancellationToken) =>
        InTurnAsync(
            owner,
            () =>
            {
                using var content = File.OpenRead(picture.LocalPath);
                using var avatar = Image.ThumbnailStream(
                    content,
                    AvatarSide,
                    height: AvatarSide,
                    crop: Enums.Interesting.Centre,
                    outputProfile: "srgb"
                );
                return Result<StagedFile>.Of(Write(target => avatar.WebpsaveTarget(target, q: Quality, keep: Enums.ForeignKeep.None)));
            },
            cancellationToken
        );

    private async Task<Result<T>> InTurnAsync<T>(UserId owner, Func<Result<T>> make, CancellationToken cancellationToken)
    {
        try
        {
            return await work.Pictures.RunAsync(
                owner.Value,
                () =>
                {
                    _ = _loaded.Value;
                    return make();
                },
                cancellationToken
            );
        }
        catch (VipsException)
        {
            return MediaErrors.PictureBroken;
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            return staging.NotKept(exception);
        }
    }

    /// <summary>
    /// The end marker of a JPEG. Some cameras and mail programs lose it, and every viewer shows such a picture. With the marker added the
    /// picture is whole, unless pixels are missing too, of which the decoder then warns.
    /// </summary>
    private Result<PreparedPicture> PrepareJpeg(StagedFile file)
    {
        try
        {
            return Prepare(file, FileFormat.Jpeg, Enums.FailOn.Error);
        }
        catch (VipsException)
        {
            return PrepareClosed(WithEndOfJpeg(file));
        }
    }

    private Result<PreparedPicture> PrepareClosed(StagedFile closed)
    {
        var isKept = false;
        try
        {
            var prepared = Prepare(closed, FileFormat.Jpeg, Enums.FailOn.Warning);
            isKept = prepared.IsSuccess && prepared.Value.Picture == closed;
            return prepared;
        }
        finally
        {
            if (!isKept)
                closed.Dispose();
        }
    }

    private StagedFile WithEndOfJpeg(StagedFile file)
    {
        var closed = staging.Create();
        using var from = File.OpenRead(file.LocalPath);
        using var to = StagingArea.OpenWrite(closed);
        from.CopyTo(to);
        from.Seek(-1, SeekOrigin.End);
        to.Write(from.ReadByte() == 0xFF ? [0xD9] : [0xFF, 0xD9]);
        return closed;
    }

    private Result<PreparedPicture> Prepare(StagedFile file, FileFormat format, Enums.FailOn failOn)
    {
        using var header = Open(file.LocalPath, format, Enums.Access.Sequential);
        long frameHeight = header.PageHeight;
        var pixels = header.Width * frameHeight;
        var screen = format == FileFormat.Gif ? ScreenOf(file) : null;
        if (
            pixels > MaxPixels
            || screen?.Width * (long?)screen?.Height > MaxPixels
            || pixels * header.Bands * SizeOf(header.Format) > MaxDecodedSize
        )
            return MediaErrors.PictureTooLarge(MaxPixels);
        if (header.Width * (long)header.Height > MaxAllPixels)
            return MediaErrors.MovingPictureTooLarge(MaxAllPixels);
        var isMoving = header.Height > frameHeight;
        // EXIF orientations: 1 is upright, 2 mirrored, 3 and 4 upside down, 5 to 8 on its side.
        var orientation = !isMoving && header.Contains("orientation") ? (int)header.Get("orientation") : 1;
        var size = orientation is >= 5 and <= 8
            ? new PictureSize((int)frameHeight, header.Width)
            : new PictureSize(header.Width, (int)frameHeight);

        if (isMoving)
        {
            // The thumbnail decodes only the first frame, but the others must be whole too.
            using var frames = Open(file.LocalPath, format, Enums.Access.Sequential);
            frames.Avg();
        }

        // Moving pictures are never rotated: no camera makes these formats, and browsers disagree about their orientation.
        using var thumbnail = Image.Thumbnail(
            file.LocalPath,
            ThumbnailSide,
            height: ThumbnailSide,
            size: Enums.Size.Down,
            noRotate: isMoving,
            outputProfile: "srgb",
            failOn: failOn
        );
        var small = Write(target => thumbnail.WebpsaveTarget(target, q: ThumbnailQuality, keep: Enums.ForeignKeep.None));
        try
        {
            // A picture that must be rotated, or a GIF whose screen differs from its frames, has to be encoded again.
            var picture = orientation == 1 && (screen is null || screen == size) ? KeepOrCopy(file, format) : null;
            if (picture is null && isMoving && header.Width * (long)header.Height > MaxRewrittenPixels)
            {
                small.Dispose();
                return MediaErrors.MovingPictureTooLarge(MaxRewrittenPixels);
            }

            return new PreparedPicture(picture ?? WriteAnew(file, format, isMoving, orientation is 1 or 2), small, size);
        }
        catch
        {
            small.Dispose();
            throw;
        }
    }

    /// <summary>The screen size in the header of a GIF, for which browsers reserve room; libvips reads only the frames.</summary>
    private static PictureSize ScreenOf(StagedFile file)
    {
        Span<byte> head = stackalloc byte[10];
        using var content = File.OpenRead(file.LocalPath);
        content.ReadExactly(head);
        return new PictureSize(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]));
    }

    /// <returns>The file itself if it has no metadata, otherwise a copy without it; null when its structure can't be read.</returns>
    private StagedFile? KeepOrCopy(StagedFile file, FileFormat format)
    {
        using var content = File.OpenRead(file.LocalPath);
        if (PictureMetadata.IsAbsentFrom(content, format))
            return file;
        var copy = staging.Create();
        try
        {
            using var target = StagingArea.OpenWrite(copy);
            if (PictureMetadata.TryCopyWithout(content, format, target) && PictureMetadata.IsAbsentFrom(target, format))
                return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }

        copy.Dispose();
        return null;
    }

    /// <summary>The picture, rotated upright, with its colour profile and no other metadata.</summary>
    private StagedFile WriteAnew(StagedFile file, FileFormat format, bool isMoving, bool isUpright)
    {
        // Rotating needs the whole picture in memory; an upright one is streamed.
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

    /// <exception cref="IOException">The disk failed, not the picture.</exception>
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
                    // libvips reports only that reading failed, so that the picture would be called broken.
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

    private static int SizeOf(Enums.BandFormat format) =>
        format is Enums.BandFormat.Uchar or Enums.BandFormat.Char ? 1
        : format is Enums.BandFormat.Ushort or Enums.BandFormat.Short ? 2
        : 4;

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
