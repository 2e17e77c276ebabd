using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.StartConversation;

/// <summary>Opens the direct conversation with somebody, making it if this pair has none yet.</summary>
/// <param name="MayCreate">False for a user who has reached the limit of new conversations. They can still open those that exist.</param>
public sealed record StartConversationCommand(Actor Actor, string? TargetUserId, bool MayCreate = true) : IRequest<Result<StartedConversation>>;

/// <param name="IsNew">False when the pair already had this conversation.</param>
public sealed record StartedConversation(ConversationDto Conversation, bool IsNew);
