namespace LiveChat.Infrastructure.Persistence;

/// <summary>The single row that records whether the database was made for demo or for production.</summary>
public sealed class Installation
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    public bool IsDemo { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
