using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.SetPreferences;

/// <summary>Changes the actor's own view of a conversation; null leaves a preference as it is.</summary>
public sealed record SetPreferencesCommand(Actor Actor, long ConversationId, bool? Pinned, bool? Muted, bool? MarkedUnread) : IRequest<Result<ConversationDto>>;
