namespace LiveChat.Infrastructure.Persistence.Copying;

/// <summary>What an engine brings so that a database can be copied from it and into it (<see cref="DatabaseCopy"/>).</summary>
public interface ITableStore
{
    /// <summary>Adds rows with the ids that they have, in the transaction that is open.</summary>
    Task AddAsync(LiveChatDbContext db, CopiedTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>The last id that a table gave, also when the row that had it is gone; null where a table gives no ids.</summary>
    Task<long?> FindLastIdAsync(LiveChatDbContext db, CopiedTable table, CancellationToken cancellationToken);

    /// <summary>Lets a table go on behind an id, in the transaction that is open.</summary>
    Task GoOnBehindAsync(LiveChatDbContext db, CopiedTable table, long lastId, CancellationToken cancellationToken);

    /// <summary>How many texts a column of lists holds, in SQL.</summary>
    string CountElements(string column);

    /// <summary>Makes a database ready that has just been filled; after the commit.</summary>
    Task SettleAsync(LiveChatDbContext db, CancellationToken cancellationToken);
}
