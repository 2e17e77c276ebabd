namespace LiveChat.Application.Common;

/// <summary>A whole list, read while it is taken.</summary>
public sealed record Export<T>(IAsyncEnumerable<T> Rows);
