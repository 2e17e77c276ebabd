using LiveChat.Domain.Users;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Conversations;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.SearchMessages;

/// <summary>Messages across conversations, newest first: of all conversations for an admin, of their own for others.</summary>
/// <param name="Type">A type's name, or null for all.</param>
/// <param name="Search">A part of the content, 1 to 100 characters.</param>
/// <param name="From">The beginning of the range, inclusive.</param>
/// <param name="To">The end of the range, exclusive.</param>
public sealed record SearchMessagesQuery(Actor Actor, long? ConversationId, string? SenderId, string? Type, string? Search, DateTimeOffset? From, DateTimeOffset? To, Paging Paging, string? Sort = null)
    : IRequest<Result<ListResult<MessageDto>>>, ICostlyRequest
{
    public const int MaxSearchLength = 100;

    /// <summary>True when an export sends this query: the export records itself, so the query does not.</summary>
    public bool IsOfExport { get; init; }

    /// <summary>What is asked for, as the audit log keeps it; the conversation is the target of the entry.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
    [
        .. AskedFacts.Of(AuditFactKind.SenderSought, SenderId),
        .. AskedFacts.Of(AuditFactKind.TypeSought, Type is null ? null : WireNames<MessageType>.Parse(Type).ToString()),
        .. AskedFacts.Of(AuditFactKind.WordsSought, Search),
        .. AskedFacts.OfRange(From, To),
    ];

    internal MessageFilter ToFilter() => new(
        ConversationId is { } id ? new ConversationId(id) : null,
        SenderId is null ? null : UserId.From(SenderId),
        Type is null ? null : WireNames<MessageType>.Parse(Type),
        Search,
        From,
        To);
}
