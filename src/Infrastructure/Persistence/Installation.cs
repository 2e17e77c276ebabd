namespace LiveChat.Infrastructure.Persistence;

/// <summary>The one row that says what this database was made for.</summary>
public sealed class Installation
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    public bool IsDemo { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
