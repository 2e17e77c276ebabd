using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Conversations.ListConversations;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.ExportConversations;

/// <summary>The list of conversations, all of it in its order, for admins.</summary>
/// <param name="List">What can be listed can be exported; the page is not looked at.</param>
public sealed record ExportConversationsQuery(ListConversationsQuery List) : IRequest<Result<Export<ConversationDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
