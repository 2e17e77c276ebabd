using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.ReadConversations;

/// <summary>Reads several of the actor's conversations to their ends.</summary>
/// <param name="ConversationIds">1 to 100 of them; all or none are read.</param>
/// <param name="All">True reads all of the actor's conversations; no ids are given then.</param>
public sealed record ReadConversationsCommand(Actor Actor, IReadOnlyList<long>? ConversationIds, bool All) : IRequest<Result<ReadCountDto>>
{
    public const int MaxIds = 100;
}

/// <param name="Count">How many conversations had unread messages or were marked unread.</param>
public sealed record ReadCountDto(int Count);
