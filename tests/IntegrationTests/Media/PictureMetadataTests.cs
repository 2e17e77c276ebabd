using LiveChat.Infrastructure.Media;

namespace LiveChat.IntegrationTests.Media;

public class PictureMetadataTests
{
    private static bool IsAbsent(byte[] content, FileFormat format) => PictureMetadata.IsAbsentFrom(new MemoryStream(content), format);

    [Fact]
    public void IsAbsentFrom_WhenThereIsNothingButThePicture_ShouldBeTrue()
    {
        Assert.True(IsAbsent(SampleFiles.Jpeg(), FileFormat.Jpeg));
        Assert.True(IsAbsent(SampleFiles.Png(), FileFormat.Png));
        Assert.True(IsAbsent(SampleFiles.Gif(3), FileFormat.Gif));
        Assert.True(IsAbsent(SampleFiles.WebP(), FileFormat.WebP));
    }

    [Fact]
    public void IsAbsentFrom_WhenSomethingIsHidden_ShouldBeFalse()
    {
        Assert.False(IsAbsent(SampleFiles.JpegFromATelephone(), FileFormat.Jpeg));
        Assert.False(
            IsAbsent(
                [.. SampleFiles.Png()[..33], .. SampleFiles.PngChunk("tEXt", "a\0b"u8.ToArray()), .. SampleFiles.Png()[33..]],
                FileFormat.Png
            )
        );
        // Behind the first picture, behind its first scan, and in the thumbnail of its header.
        byte[] exif = [0xFF, 0xE1, 0, 8, .. "Exif\0\0"u8];
        Assert.False(IsAbsent([.. SampleFiles.Jpeg(), .. SampleFiles.JpegFromATelephone()], FileFormat.Jpeg));
        Assert.False(IsAbsent([.. SampleFiles.Jpeg()[..^2], .. exif, 0xFF, 0xD9], FileFormat.Jpeg));
        Assert.False(
            IsAbsent(
                [.. SampleFiles.Jpeg()[..2], 0xFF, 0xE0, 0, 11, .. "JFXX\0"u8, 0x13, 1, 1, 0, .. SampleFiles.Jpeg()[2..]],
                FileFormat.Jpeg
            )
        );
        byte[] comment = [0x21, 0xFE, 1, (byte)'x', 0];
        Assert.False(IsAbsent([.. SampleFiles.Gif()[..^1], .. comment, 0x3B], FileFormat.Gif));
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("gif")]
    [InlineData("webp")]
    public void IsAbsentFrom_WhenSomethingFollowsOrIsMissing_ShouldBeFalse(string extension)
    {
        var format = FileFormat.OfExtension(extension)!;
        var content = extension switch
        {
            "jpg" => SampleFiles.Jpeg(),
            "png" => SampleFiles.Png(),
            "gif" => SampleFiles.Gif(),
            _ => SampleFiles.WebP(),
        };

        Assert.False(IsAbsent([.. content, 0], format));
        for (var length = 0; length < content.Length; length++)
            Assert.False(IsAbsent(content[..length], format), $"{length} of {content.Length} bytes");
    }

    [Theory]
    [InlineData("png")]
    [InlineData("gif")]
    [InlineData("webp")]
    [InlineData("jpg")]
    public void TryCopyWithout_WhenSomethingIsHidden_ShouldLeaveThePictureByteForByte(string extension)
    {
        var format = FileFormat.OfExtension(extension)!;
        var picture = extension switch
        {
            "jpg" => SampleFiles.Jpeg(),
            "png" => SampleFiles.Png(),
            "gif" => SampleFiles.Gif(3),
            _ => SampleFiles.MovingWebP(3),
        };
        byte[] hiding = extension switch
        {
            "png" => [.. picture[..33], .. SampleFiles.PngChunk("tEXt", "SECRET PLACE"u8.ToArray()), .. picture[33..], .. "SECRET TOO"u8],
            "gif" => [.. picture[..^1], 0x21, 0xFE, 12, .. "SECRET PLACE"u8, 0, 0x3B, .. "SECRET TOO"u8],
            "webp" => SampleFiles.WithExif(picture, "SECRET PLACE"),
            _ =>
            [
                .. picture[..2],
                0xFF,
                0xE1,
                0,
                14,
                .. "SECRET PLACE"u8,
                .. picture[2..^2],
                0xFF,
                0xFE,
                0,
                12,
                .. "SECRET TOO"u8,
                0xFF,
                0xD9,
            ],
        };
        Assert.False(IsAbsent(hiding, format));
        using var target = new MemoryStream();

        Assert.True(PictureMetadata.TryCopyWithout(new MemoryStream(hiding), format, target));

        Assert.Equal(picture, target.ToArray());
        Assert.True(IsAbsent(target.ToArray(), format));
    }
}
