using System.Globalization;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Messages;

namespace LiveChat.Application.Messages;

/// <summary>The facts about a message for the audit log: conversation, sequence and sender, never its content.</summary>
internal static class MessageFacts
{
    public static AuditFact Of(Message message) =>
        new(AuditFactKind.MessageOf, message.ConversationId.ToString(), message.Sequence.ToString(CultureInfo.InvariantCulture), message.SenderId.Value);
}
