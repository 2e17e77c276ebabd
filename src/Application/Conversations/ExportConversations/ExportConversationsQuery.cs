using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Conversations.ListConversations;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.ExportConversations;

/// <summary>Exports the whole list of conversations, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportConversationsQuery(ListConversationsQuery List) : IRequest<Result<Export<ConversationDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
