using LiveChat.Domain.Common;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>Any change of a conversation; carries where the conversation stood afterwards.</summary>
public abstract record ConversationEvent(ConversationSnapshot Conversation) : IDomainEvent;

public sealed record ConversationStarted(ConversationSnapshot Conversation) : ConversationEvent(Conversation);

/// <param name="Quoted">The message that <paramref name="Message"/> quotes, if it quotes one.</param>
/// <param name="Attachment">The file that it carries, if it carries one.</param>
public sealed record MessagePosted(ConversationSnapshot Conversation, Message Message, Quote? Quote, Attachment? Attachment) : ConversationEvent(Conversation);

public sealed record MessageRecalled(ConversationSnapshot Conversation, Message Message) : ConversationEvent(Conversation);

public sealed record MessageRemoved(ConversationSnapshot Conversation, Message Message) : ConversationEvent(Conversation);

/// <inheritdoc cref="MessagePosted"/>
public sealed record MessageRestored(ConversationSnapshot Conversation, Message Message, Quote? Quote, Attachment? Attachment) : ConversationEvent(Conversation);

public sealed record ConversationRead(ConversationSnapshot Conversation, ParticipantSnapshot Reader) : ConversationEvent(Conversation);

public sealed record PreferencesChanged(ConversationSnapshot Conversation, UserId UserId) : ConversationEvent(Conversation);
