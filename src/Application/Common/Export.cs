namespace LiveChat.Application.Common;

/// <summary>A whole list, whose rows are read while they are consumed.</summary>
public sealed record Export<T>(IAsyncEnumerable<T> Rows);
