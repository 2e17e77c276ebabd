namespace LiveChat.Application.Common;

/// <summary>A page of a list and the number of all that match.</summary>
public sealed record ListResult<T>(long Count, IReadOnlyList<T> Results);
