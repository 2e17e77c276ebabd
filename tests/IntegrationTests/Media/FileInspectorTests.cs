using System.Text;
using CsCheck;
using LiveChat.Infrastructure.Media;
using LiveChat.Infrastructure.Work;

namespace LiveChat.IntegrationTests.Media;

/// <summary>What the bytes say: whole files, files of another kind, and files that are cut, changed or endless.</summary>
public sealed class FileInspectorTests : IDisposable
{
    private const int LargestUpload = 10 * 1024 * 1024;

    private static readonly (FileFormat Format, byte[] Content)[] Samples =
    [
        (FileFormat.Jpeg, SampleFiles.Jpeg()),
        (FileFormat.Jpeg, SampleFiles.JpegFromATelephone()),
        (FileFormat.Png, SampleFiles.Png()),
        (FileFormat.Gif, SampleFiles.Gif(3)),
        (FileFormat.WebP, SampleFiles.WebP()),
        (FileFormat.Pdf, SampleFiles.Pdf()),
        (FileFormat.Doc, SampleFiles.Compound("WordDocument")),
        (FileFormat.Xls, SampleFiles.Compound("Workbook")),
        (FileFormat.Xls, SampleFiles.Compound("Book")),
        (FileFormat.Ppt, SampleFiles.Compound("PowerPoint Document")),
        (FileFormat.Docx, SampleFiles.Docx()),
        (FileFormat.Xlsx, SampleFiles.Xlsx()),
        (FileFormat.Pptx, SampleFiles.Pptx()),
        (
            FileFormat.Docx,
            SampleFiles.Office("word/document2.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
        ),
        (FileFormat.Zip, SampleFiles.Zip(("a", "a"), ("名/b", "b"))),
        (FileFormat.Text, Encoding.UTF8.GetBytes("报价单：12 元\r\n")),
        (FileFormat.Text, [0xB1, 0xA8, 0xBC, 0xDB, (byte)'\n']),
        (FileFormat.WebM, SampleFiles.WebM()),
        (FileFormat.Ogg, SampleFiles.Ogg()),
        (FileFormat.Ogg, SampleFiles.Ogg("\u0001vorbis")),
        (FileFormat.Mp3, SampleFiles.Mp3()),
        (FileFormat.M4a, SampleFiles.M4a()),
        (FileFormat.M4a, SampleFiles.M4aInFragments()),
        (FileFormat.M4a, SampleFiles.Mp4("isom", "soun")),
        (FileFormat.M4a, SampleFiles.M4aOfARecorder()),
        (FileFormat.M4a, SampleFiles.Mp4("qt  ", "soun", "text")),
        (FileFormat.M4a, SampleFiles.Mp4("3g2a", "soun")),
        (FileFormat.Xlsx, SampleFiles.XlsxOfSheetJs()),
        (
            FileFormat.Xlsx,
            SampleFiles.Office("xl\\workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
        ),
        (FileFormat.Pdf, [0x0D, 0x0A, .. SampleFiles.Pdf()]),
        (FileFormat.Pdf, [0xEF, 0xBB, 0xBF, .. SampleFiles.Pdf()]),
        (FileFormat.Pdf, [0x1B, .. "%-12345X@PJL\r\n"u8, .. SampleFiles.Pdf(), 0]),
        (FileFormat.Text, Encoding.UTF8.GetBytes("编号,说明\n1,<iframe> 为什么不显示？\n2,<script>\n")),
        (FileFormat.Text, [0xBC, 0xDB, 0xB8, 0xF1, (byte)',', 0x80, (byte)'5', (byte)'\n']),
        (FileFormat.Text, Encoding.UTF8.GetBytes("\u001B[31merror\u001B[0m\a\n")),
        (FileFormat.Text, [.. "old table\r\n"u8, 0x1A]),
        (FileFormat.Wav, SampleFiles.Wav()),
        (FileFormat.Text, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("编号\t说明\r\n1\tcafé €\r\n")]),
        (FileFormat.Text, [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("编号\t说明\r\n")]),
        (
            FileFormat.Text,
            [.. "Café;12 "u8[..3], 0xE9, .. ";12 "u8, 0x80, .. "\r\nSe"u8, 0xF1, .. "or;"u8, 0x93, .. "x"u8, 0x94, .. "\r\n"u8]
        ),
        (FileFormat.Doc, [.. "{\\rtf1\\ansi quote}"u8]),
        (FileFormat.Mp3, [.. new byte[500], .. SampleFiles.Mp3()]),
        (FileFormat.Mp3, [.. new byte[417], 0xFF, 0xFB, 0x90, 0x64, .. new byte[413]]),
    ];

    private static readonly Gen<(FileFormat Format, byte[] Content)> GenSample = Gen.Int[0, Samples.Length - 1].Select(i => Samples[i]);

    private static readonly CostlyWork Work = new();

    private readonly FileInspector _inspector = new(Work);
    private readonly LocalFile _file = new();

    public void Dispose() => _file.Dispose();

    private Result Inspect(byte[] content, FileFormat claimed)
    {
        File.WriteAllBytes(_file.LocalPath, content);
        return _inspector.InspectAsync(_file, claimed, UserId.From("b1"), CancellationToken.None).GetAwaiter().GetResult();
    }

    [Fact]
    public void Inspect_WhenWhatItClaims_ShouldPass() =>
        Assert.All(Samples, sample => Assert.True(Inspect(sample.Content, sample.Format).IsSuccess, sample.Format.ContentType));

    /// <summary>Encrypted, it looks the same whichever of the three it is.</summary>
    [Fact]
    public void Inspect_WhenADocumentAsksForAPassword_ShouldPassUnderItsExtensions()
    {
        foreach (var claimed in new[] { FileFormat.Docx, FileFormat.Xlsx, FileFormat.Pptx })
            Assert.True(Inspect(SampleFiles.EncryptedXlsx(), claimed).IsSuccess, claimed.ContentType);
        foreach (var claimed in new[] { FileFormat.Doc, FileFormat.Xls, FileFormat.Zip, FileFormat.Pdf, FileFormat.Text })
            Assert.Same(MediaErrors.ContentMismatch, Inspect(SampleFiles.EncryptedXlsx(), claimed).Error);
        Assert.Same(MediaErrors.ContentMismatch, Inspect(SampleFiles.Compound("EncryptionInfo"), FileFormat.Docx).Error);
    }

    [Fact]
    public void Inspect_WhenADocumentHasMacros_ShouldSaySo()
    {
        const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        byte[][] documents =
        [
            SampleFiles.Office("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
            SampleFiles.Office("xl/workbook.xml", "application/vnd.ms-excel.template.macroEnabled.main+xml"),
            SampleFiles.Office("xl/workbook.xml", Sheet, ("xl/vbaProject.bin", "x")),
            SampleFiles.Office("xl/workbook.xml", Sheet, ("xl/VBAPROJECT.BIN", "x")),
            SampleFiles.Office("xl/workbook.xml", Sheet, ("xl/macrosheets/sheet1.xml", "x")),
            SampleFiles.Zip(
                (
                    "[Content_Types].xml",
                    $"<Types><Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Sheet}\"/></Types>"
                ),
                ("xl/workbook.xml", "x"),
                ("xl/other.bin", "x")
            ),
        ];

        Assert.All(documents, document => Assert.Same(MediaErrors.HasMacros, Inspect(document, FileFormat.Xlsx).Error));
    }

    [Fact]
    public void Inspect_WhenAnArchiveIsRefused_ShouldSayWhy()
    {
        Assert.Same(MediaErrors.ProgramArchive, Inspect(SampleFiles.Zip(("META-INF/MANIFEST.MF", "x")), FileFormat.Zip).Error);
        Assert.Same(MediaErrors.ArchiveBroken, Inspect(SampleFiles.Zip(("a", "a"))[..20], FileFormat.Zip).Error);
        Assert.Same(
            MediaErrors.ArchiveTooLarge,
            Inspect(
                [.. SampleFiles.Zip(("a", "a")), .. Enumerable.Repeat("PK\u0001\u0002"u8.ToArray(), 10_001).SelectMany(b => b)],
                FileFormat.Zip
            ).Error
        );
    }

    [Fact]
    public void Inspect_WhenItClaimsToBeAnother_ShouldBeRefusedAsUnsupported()
    {
        foreach (var (format, content) in Samples)
        {
            foreach (var claimed in FileFormat.All.Where(f => f != format))
            {
                // A document that is an archive is an archive too.
                if (claimed == FileFormat.Zip && format.Extensions[0] is "docx" or "xlsx" or "pptx")
                    continue;
                var inspected = Inspect(content, claimed);
                Assert.False(inspected.IsSuccess, $"{format.ContentType} passed as {claimed.ContentType}");
                Assert.Equal(ErrorKind.UnsupportedFormat, inspected.Error.Kind);
            }
        }
    }

    [Fact]
    public void Inspect_WhenCutAnywhere_ShouldNotThrow() =>
        GenSample
            .SelectMany(sample => Gen.Int[0, sample.Content.Length].Select(length => (sample.Format, sample.Content, length)))
            .Sample(cut => ShouldDecide(cut.Content[..cut.length], cut.Format), threads: 1);

    [Fact]
    public void Inspect_WhenBytesAreChanged_ShouldNotThrow() =>
        GenSample
            .SelectMany(sample =>
                Gen.Select(Gen.Int[0, sample.Content.Length - 1], Gen.OneOf(Gen.Byte, Gen.OneOfConst<byte>(0, 1, 0x7F, 0x80, 0xFF)))
                    .Array[1, 8]
                    .Select(changes => (sample.Format, sample.Content, changes))
            )
            .Sample(
                changed =>
                {
                    byte[] content = [.. changed.Content];
                    foreach (var (at, value) in changed.changes)
                        content[at] = value;
                    ShouldDecide(content, changed.Format);
                },
                threads: 1
            );

    [Fact]
    public void Inspect_WhenAnythingFollows_ShouldNotThrow() =>
        Gen.Select(GenSample, Gen.Byte.Array[0, 200], GenSample)
            .Sample((sample, between, other) => ShouldDecide([.. sample.Content, .. between, .. other.Content], sample.Format), threads: 1);

    public static TheoryData<string> Endless => ["webm gap", "webm elements", "mp4 boxes", "ogg gap", "zip entries"];

    /// <summary>
    /// Files as large as any that is taken in, of nothing but the smallest parts: each part is looked at, so their number is bounded.
    /// </summary>
    [Theory]
    [MemberData(nameof(Endless))]
    public void Inspect_WhenMadeOfCountlessParts_ShouldBeRefused(string kind)
    {
        var (format, head, part) = kind switch
        {
            "webm gap" => (FileFormat.WebM, SampleFiles.Ebml("webm"), (byte[])[0]),
            "webm elements" => (FileFormat.WebM, SampleFiles.Ebml("webm"), [0xEC, 0x80]),
            "mp4 boxes" => (FileFormat.M4a, SampleFiles.Mp4("M4A ", "soun"), [0, 0, 0, 8, .. "free"u8]),
            "ogg gap" => (FileFormat.Ogg, SampleFiles.Ogg(), [0]),
            _ => (FileFormat.Zip, SampleFiles.Zip(("a", "a")), [.. "PK\u0001\u0002"u8, .. new byte[42]]),
        };
        var content = new byte[LargestUpload];
        head.CopyTo(content, 0);
        for (var at = head.Length; at + part.Length <= content.Length; at += part.Length)
            part.CopyTo(content, at);

        var inspected = Inspect(content, format);

        Assert.Same(format == FileFormat.Zip ? MediaErrors.ArchiveTooLarge : MediaErrors.ContentMismatch, inspected.Error);
    }

    /// <summary>Whatever it is: it is taken or refused, and what says whether it is clean says so.</summary>
    private void ShouldDecide(byte[] content, FileFormat claimed)
    {
        var inspected = Inspect(content, claimed);
        if (!inspected.IsSuccess)
            Assert.Equal(ErrorKind.UnsupportedFormat, inspected.Error.Kind);
        using var picture = File.OpenRead(_file.LocalPath);
        PictureMetadata.IsAbsentFrom(picture, claimed);
    }

    private sealed class LocalFile : StagedFile
    {
        public override string LocalPath { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        public override long Size => new FileInfo(LocalPath).Length;

        public override void Dispose() => File.Delete(LocalPath);
    }
}
