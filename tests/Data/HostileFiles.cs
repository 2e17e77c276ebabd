using System.Text;

namespace LiveChat.TestData;

/// <summary>A file that somebody means ill with, or that is broken.</summary>
/// <param name="Status">201 when it is harmless as it is served.</param>
internal sealed record HostileFile(string Name, byte[] Content, int Status, string ContentType = "application/octet-stream");

/// <summary>What the door must not be taken in by.</summary>
internal static class HostileFiles
{
    /// <summary>Tells in every way that it runs: in a page, a frame, a worker, or as part of another page.</summary>
    public const string Script =
        "try { document.title = 'executed' } catch { } self.executed = true; try { top.postMessage('executed', '*') } catch { self.postMessage('executed') } "
        + "try { new Image().src = '/executed' } catch { } try { alert(document.domain) } catch { }";

    public const string Page = "<!DOCTYPE html><html><body><script>" + Script + "</script></body></html>";
    private const string Drawing =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"" + Script + "\"><script>" + Script + "</script></svg>";

    public static readonly IReadOnlyList<HostileFile> All =
    [
        // Pages, drawings and scripts under their own names and under others.
        new("x.html", Text(Page), 415, "text/html"),
        new("x.htm", Text(Page), 415),
        new("x.xhtml", Text(Page), 415),
        new("x.svg", Text(Drawing), 415, "image/svg+xml"),
        new("x.js", Text("alert(1)"), 415, "text/javascript"),
        new("x.php", Text("<?php echo 1;"), 415),
        new("x.sh", Text("#!/bin/sh\n"), 415),
        new("x.exe", Program(), 415),
        new("x.bat", Text("@echo off"), 415),
        new("x.png", Text(Page), 415, "image/png"),
        new("x.jpg", Text(Page), 415, "image/jpeg"),
        new("x.gif", Text(Drawing), 415, "image/gif"),
        new("x.webp", Text(Drawing), 415, "image/webp"),
        new("x.txt", Text(Page), 415, "text/plain"),
        new("x.csv", Text(Page), 415, "text/csv"),
        new("svg.txt", Text(Drawing), 415),
        new("xml.txt", Text("<?xml version=\"1.0\"?>" + Drawing), 415),
        new("comment.txt", Text("<!-- " + new string('a', 40_000) + "-->" + Page), 201),
        new("late.txt", Text(new string('a', 70_000) + "<ScRiPt>alert(1)</ScRiPt>"), 201),
        new("split.csv", Text(new string('a', (32 * 1024) - 4) + "<script>alert(1)</script>"), 201),
        new("blank.txt", Text(new string('\n', 50_000) + "<body onload=alert(1)>"), 201),
        new("bom.txt", [0xEF, 0xBB, 0xBF, .. Text(Page)], 415),
        new("php.txt", Text("<?php system($_GET['c']); ?>"), 415),
        new("shell.txt", Text("#!/bin/sh\nrm -rf /\n"), 415),
        new("batch.csv", Text("@echo off\r\nformat c:\r\n"), 415),
        new("utf16.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Page)], 415),
        new("utf16be.csv", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("\r\n" + Drawing)], 415),
        new("utf16-late.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\r\n" + Page)], 201),
        new("utf16-odd.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a"), 0], 415),
        new("utf16-zero.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\0b")], 415),
        new("western.txt", [.. Text(Page), 0xE9, (byte)','], 415),
        new("western-late.csv", [0xE9, (byte)',', .. Text(Page)], 201),
        new("utf7.txt", Text("+ADw-script+AD4-alert(1)+ADw-/script+AD4-"), 201),
        new("script.txt", Text(Script), 201),
        new("module.csv", Text("export default 0;" + Script), 201),
        new("style.txt", Text("body { background: url(/executed) }"), 201),
        new("manifest.txt", Text("CACHE MANIFEST\n/\n"), 201),
        new("a.pdf", Text(Page), 415, "application/pdf"),
        new("a.docx", Text(Page), 415),
        new("a.zip", Text(Page), 415),
        new("a.mp3", Text(Page), 415, "audio/mpeg"),
        new("zeros.mp3", [.. new byte[100], .. Text(Page)], 415, "audio/mpeg"),
        new("rtf.txt", Text("{\\rtf1 " + Page + "}"), 415),
        new("rtf.doc", Text("{\\rtf1 " + Page + "}"), 201),
        new("page.doc", Text(Page), 415),
        new("a.wav", Text(Drawing), 415),
        new("fragment.txt", Text("<script>" + Script + "</script>"), 201),
        new("frame.csv", Text("<iframe src=javascript:alert(1)>,1\n"), 201),
        new("picture.txt", Text("<img src=x onerror=alert(1)>"), 201),
        // Programs under other names.
        new("program.txt", Program(), 415),
        new("program.png", Program(), 415),
        new("program.pdf", Program(), 415),
        new("program.zip", Program(), 415),
        new("elf.txt", [0x7F, .. "ELF"u8, 2, 1, 1, 0, .. new byte[50]], 415),
        new("class.csv", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52], 415),
        new("wasm.txt", [0, .. "asm"u8, 1, 0, 0, 0], 415),
        new("installer.doc", SampleFiles.Compound("\u0005SummaryInformation"), 415),
        new("java.zip", SampleFiles.Zip(("META-INF/MANIFEST.MF", "Main-Class: X"), ("X.class", "x")), 415),
        new("android.zip", SampleFiles.Zip(("AndroidManifest.xml", "x"), ("classes.dex", "x")), 415),
        // Names that lie.
        new("x.png.html", SampleFiles.Png(), 415),
        new("x.html.png", SampleFiles.Png(), 201),
        new("x.png", SampleFiles.Jpeg(), 415),
        new("x.jpg", SampleFiles.Gif(), 415),
        new("x.txt", SampleFiles.Png(), 415),
        new("x.pdf", SampleFiles.Zip(("a", "a")), 415),
        new("x.mp3", SampleFiles.Wav(), 415),
        new("x", SampleFiles.Png(), 415),
        new("png", SampleFiles.Png(), 415),
        new("x.", SampleFiles.Png(), 415),
        new("", SampleFiles.Png(), 415),
        new("../../x.png", SampleFiles.Png(), 201),
        new("..\\..\\windows\\x.png", SampleFiles.Png(), 201),
        new("/etc/passwd", SampleFiles.Png(), 415),
        new("....//....//x.png", SampleFiles.Png(), 201),
        new("x.png%00.html", SampleFiles.Png(), 415),
        new("x.html\u0001.png", SampleFiles.Png(), 201),
        new("x.png;.html", SampleFiles.Png(), 415),
        new("x.png:stream", SampleFiles.Png(), 415),
        new(new string('a', 300) + ".png", SampleFiles.Png(), 201),
        new(new string('名', 300) + ".png", SampleFiles.Png(), 201),
        new("<img src=x onerror=alert(1)>.png", SampleFiles.Png(), 201),
        new("gnp.\u202Elmth.png", SampleFiles.Png(), 201),
        // Two things at once: harmless as they are served, and cleaned where they are pictures.
        new("polyglot.gif", [.. SampleFiles.Gif(), .. Text("/*" + Page + "*/")], 201),
        new("script.gif", [.. "GIF89a/*"u8, .. SampleFiles.Gif()[8..], .. Text("*/=1;" + Script)], 201),
        new("polyglot.png", [.. SampleFiles.Png(), .. Text(Page)], 201),
        new("polyglot.jpg", [.. SampleFiles.Jpeg(), .. Text(Page)], 201),
        new("two.jpg", [.. SampleFiles.Jpeg(), .. Text(Page), 0xFF, 0xD9], 201),
        new("polyglot.webp", [.. SampleFiles.WebP(), .. Text(Page)], 201),
        new("polyglot.pdf", [.. SampleFiles.Pdf(), .. Text(Page)], 201),
        new("polyglot.zip", [.. Program(), .. SampleFiles.Zip(("a", "a"))], 415),
        // Its first frames are whole: it is written anew with those.
        new("frames.gif", Half(SampleFiles.Gif(6)), 201),
        new("html-in-png.png", Insert(SampleFiles.Png(), 33, SampleFiles.PngChunk("tEXt", Text("Comment\0" + Page))), 201),
        new("gifar.gif", [.. SampleFiles.Gif(), .. SampleFiles.Zip(("META-INF/MANIFEST.MF", "x"))], 201),
        // Archives in the clothes of documents, and the other way round.
        new("clothes.docx", SampleFiles.Zip(("evil.exe", "MZ")), 415),
        new("clothes.xlsx", SampleFiles.Docx(), 415),
        new("half.docx", SampleFiles.Zip(("word/document.xml", "<x/>")), 415),
        new("macro.docx", SampleFiles.Office("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"), 415),
        new("vba.xlsx", SampleFiles.Office("xl/workbook.xml", "sheet.main+xml", ("xl/vbaProject.bin", "x")), 415),
        new("old.docx", SampleFiles.Compound("WordDocument"), 415),
        new("cut.zip", SampleFiles.Zip(("a", "a"))[..20], 415),
        new("bomb.zip", Bomb(), 415),
        // Moving pictures as voice.
        new("video.webm", SampleFiles.WebM(trackType: 1), 415),
        new("matroska.webm", SampleFiles.WebM(docType: "matroska"), 415),
        new("video.m4a", SampleFiles.Mp4("M4A ", "soun", "vide"), 415),
        new("heic.m4a", SampleFiles.Mp4("heic", "pict"), 415),
        new("theora.ogg", SampleFiles.Ogg("\u0080theora"), 415),
        new("gap.ogg", [.. SampleFiles.Ogg(), .. new byte[10], .. SampleFiles.Ogg("\u0080theora")], 415),
        new("movie.mp4", SampleFiles.Mp4("isom", "vide", "soun"), 415),
        // Pictures that break what reads them.
        new("bomb.png", SampleFiles.PngOfSize(50_000, 50_000), 400),
        new("bomb.gif", SampleFiles.FlatGif(62, 1000), 400),
        new("screen.gif", SampleFiles.GifOfScreen(50_000, 50_000), 400),
        new("none.png", SampleFiles.PngOfSize(0, 0), 400),
        new("cut.png", SampleFiles.Png(200, 200)[..150], 400),
        new("cut.jpg", Half(SampleFiles.Jpeg(200, 200)), 400),
        new("cut.gif", Half(SampleFiles.Gif()), 400),
        new("cut.webp", Half(SampleFiles.WebP()), 400),
        new("head.png", SampleFiles.Png()[..8], 400),
        new("head.jpg", [0xFF, 0xD8, 0xFF, 0xE0], 400),
        new("head.gif", "GIF89a"u8.ToArray(), 400),
        new("empty.png", [], 400),
        new("empty.txt", [], 400),
        new("noise.png", Noise(), 415),
        new("noise.txt", Noise(), 415),
        new("zeros.csv", new byte[100], 415),
    ];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Program() => [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0, .. new byte[200]];

    private static byte[] Half(byte[] whole) => whole[..(whole.Length / 2)];

    private static byte[] Insert(byte[] into, int at, byte[] what) => [.. into[..at], .. what, .. into[at..]];

    private static byte[] Noise()
    {
        var noise = new byte[4000];
        new Random(7).NextBytes(noise);
        return [1, .. noise];
    }

    /// <summary>Small, and full of what would fill a disk: its list says 2 GB.</summary>
    private static byte[] Bomb()
    {
        var zip = SampleFiles.Zip(("a", "a"));
        var entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(entry + 24), int.MaxValue);
        return zip;
    }
}
