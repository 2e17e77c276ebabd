using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Conversations.SetPreferences;

/// <summary>Changes the actor's own view of a conversation.</summary>
public sealed record SetPreferencesCommand(Actor Actor, long ConversationId, PreferenceChanges Changes) : IRequest<Result<ConversationDto>>;
