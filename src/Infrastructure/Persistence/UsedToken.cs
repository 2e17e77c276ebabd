namespace LiveChat.Infrastructure.Persistence;

/// <summary>A host site's token that has been exchanged; forgotten some time after it has expired.</summary>
public sealed class UsedToken
{
    public required string Issuer { get; init; }

    public required string TokenId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
