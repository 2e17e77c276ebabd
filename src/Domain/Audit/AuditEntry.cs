using LiveChat.Domain.Users;

namespace LiveChat.Domain.Audit;

/// <summary>
/// One line of the audit log: who did what to whom, and from where. It is written in the transaction of the change itself and never changed
/// afterwards. It contains no message text, token or password.
/// </summary>
public sealed class AuditEntry
{
    public const int MaxTargetLength = 64;
    public const int MaxDetailLength = 500;
    public const int MaxAddressLength = 64;

    private AuditEntry()
    {
    }

    public AuditEntryId Id { get; private set; }

    /// <summary>The user who acted; null for somebody who is not signed in, for the host site's key, and for the command line.</summary>
    public UserId? ActorId { get; private set; }

    public AuditAction Action { get; private set; }

    /// <summary>The id of the user, conversation or message that the action is about.</summary>
    public string? Target { get; private set; }

    public IReadOnlyList<AuditFact> Detail { get; private set; } = [];

    /// <summary>The IP address of the call; null for the command line.</summary>
    public string? Address { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static AuditEntry Of(UserId? actorId, AuditAction action, string? target, IReadOnlyList<AuditFact> detail, string? address, DateTimeOffset now) => new()
    {
        ActorId = actorId,
        Action = action,
        Target = target,
        Detail = detail,
        Address = address,
        CreatedAt = now,
    };
}
