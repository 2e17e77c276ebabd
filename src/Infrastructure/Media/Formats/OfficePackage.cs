using System.IO.Compression;
using System.Xml;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>
/// A docx, xlsx or pptx (ECMA-376, part 2): an archive with a list of the content types of its parts. Types without a part are ignored,
/// because libraries list every type that they know, macros included.
/// </summary>
internal static class OfficePackage
{
    private const long MaxTypesLength = 256 * 1024;
    private const string Types = "[Content_Types].xml";
    private const string MacroProject = "vbaProject";

    /// <summary>
    /// The format by the type of the main part. Its name does not count: Office on the web writes <c>word/document2.xml</c>.
    /// </summary>
    private static readonly (FileFormat Format, string MainPart, string MainType)[] Documents =
    [
        (FileFormat.Docx, "word/document.xml", "wordprocessingml.document.main+xml"),
        (FileFormat.Xlsx, "xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
        (FileFormat.Pptx, "ppt/presentation.xml", "presentationml.presentation.main+xml"),
    ];

    /// <param name="parts">The parts by name, with slashes as separators and none in front.</param>
    public static Result Inspect(IReadOnlyDictionary<string, ZipArchiveEntry> parts, FileFormat claimed)
    {
        if (Array.Find(Documents, d => d.Format == claimed) is not { MainPart: { } mainPart, MainType: { } mainType } || !parts.TryGetValue(Types, out var types))
            return UploadErrors.ContentMismatch;
        var typeOf = ReadTypes(types, parts.Keys);
        if (parts.Keys.Any(name => IsMacro(name, typeOf.GetValueOrDefault(name) ?? "")))
            return UploadErrors.HasMacros;
        return parts.ContainsKey(mainPart) || typeOf.Values.Any(type => type.EndsWith(mainType, StringComparison.OrdinalIgnoreCase)) ? Result.Success() : UploadErrors.ContentMismatch;
    }

    /// <summary>
    /// The types that mean macros: the macros themselves, an Excel 4 macro sheet, or a main part of a macro-enabled document.
    /// </summary>
    private static bool IsMacro(string name, string type) =>
        name.EndsWith($"{MacroProject}.bin", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || type.Contains(MacroProject, StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("macrosheet+xml", StringComparison.OrdinalIgnoreCase)
        || (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) && type.EndsWith("main+xml", StringComparison.OrdinalIgnoreCase));

    /// <summary>The content type of each part: its own, or else that of its extension.</summary>
    private static Dictionary<string, string> ReadTypes(ZipArchiveEntry entry, IEnumerable<string> names)
    {
        if (entry.Length > MaxTypesLength)
            throw new InvalidDataException("The list of types is longer than that of any document.");
        var (byExtension, byName) = (new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        try
        {
            using var content = entry.Open();
            using var reader = XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxTypesLength });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute("ContentType") is not { } type)
                    continue;
                if (reader.LocalName == "Override" && reader.GetAttribute("PartName") is { } name)
                    byName[Uri.UnescapeDataString(name.TrimStart('/'))] = type;
                else if (reader.LocalName == "Default" && reader.GetAttribute("Extension") is { } extension)
                    byExtension[extension] = type;
            }
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException("The list of types is no XML.", exception);
        }

        return names
            .Select(name => (name, Type: byName.GetValueOrDefault(name) ?? byExtension.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..])))
            .Where(part => part.Type is not null)
            .ToDictionary(part => part.name, part => part.Type!, StringComparer.OrdinalIgnoreCase);
    }
}
