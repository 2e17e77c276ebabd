namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>
/// Reads whole lists. One query streams the rows, so that memory does not grow with the list. Related rows are read for a batch at a time
/// over the same connection, and so from the same snapshot.
/// </summary>
internal static class Streams
{
    public const int BatchSize = 500;
}
