using LiveChat.Domain.Common;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>Any change of a conversation; carries where the conversation stood afterwards.</summary>
public abstract record ConversationEvent(ConversationSnapshot Conversation) : IDomainEvent;

public sealed record ConversationStarted(ConversationSnapshot Conversation) : ConversationEvent(Conversation);

/// <summary>A message came or changed.</summary>
public abstract record MessageEvent(ConversationSnapshot Conversation, MessageView View) : ConversationEvent(Conversation)
{
    public Message Message => View.Message;
}

public sealed record MessagePosted(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record MessageRecalled(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record MessageRemoved(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record MessageRestored(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record ConversationRead(ConversationSnapshot Conversation, ParticipantSnapshot Reader) : ConversationEvent(Conversation);

/// <summary>Somebody waits who did not, or since another time, because a member stands on another side now.</summary>
public sealed record WaitingChanged(ConversationSnapshot Conversation) : ConversationEvent(Conversation);

public sealed record PreferencesChanged(ConversationSnapshot Conversation, UserId UserId) : ConversationEvent(Conversation);
