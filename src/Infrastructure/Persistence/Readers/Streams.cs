namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>
/// How whole lists are read. One query gives the rows in their order while they are taken, so memory does not grow with the list; what
/// belongs to them is read for a batch at a time, over the same connection and so at the same moment of the store.
/// </summary>
internal static class Streams
{
    public const int BatchSize = 500;
}
