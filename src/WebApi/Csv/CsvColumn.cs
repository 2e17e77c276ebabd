namespace LiveChat.WebApi.Csv;

/// <summary>A column of an exported list: its heading, and the value of a row.</summary>
internal sealed record CsvColumn<T>(string Name, Func<T, string?> Value);
