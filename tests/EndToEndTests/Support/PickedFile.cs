using NetVips;

namespace LiveChat.EndToEndTests.Support;

/// <summary>Files as somebody picks them in a browser.</summary>
internal static class PickedFile
{
    public static FilePayload Picture(string name, int width = 60, int height = 40) =>
        Of(
            name,
            "image/png",
            Image
                .Black(width, height)
                .Bandjoin(90, 180)
                .Cast(Enums.BandFormat.Uchar)
                .Copy(interpretation: Enums.Interpretation.Srgb)
                .PngsaveBuffer()
        );

    public static FilePayload Pdf(string name) => Of(name, "application/pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray());

    public static FilePayload Of(string name, string type, byte[] content) =>
        new()
        {
            Name = name,
            MimeType = type,
            Buffer = content,
        };
}
