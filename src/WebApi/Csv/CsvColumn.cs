namespace LiveChat.WebApi.Csv;

/// <summary>A column of an exported list: its head, and what a row shows there.</summary>
internal sealed record CsvColumn<T>(string Name, Func<T, string?> Value);
