using LiveChat.Application.Conversations;
using LiveChat.Application.Messages;
using LiveChat.Application.Presence;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>What the server calls on its clients. The method names are the event names of the contract (docs/protocol.md).</summary>
public interface IChatClient
{
    Task MessageReceived(MessageDto message);

    Task MessageUpdated(MessageDto message);

    Task ConversationUpdated(ConversationDto conversation);

    Task ReadUpdated(ReadUpdatedDto read);

    Task TypingChanged(TypingChangedDto typing);

    Task PresenceChanged(PresenceDto presence);

    Task Heads(HeadsDto heads);

    Task SessionEnded(SessionEndedDto ended);
}
