using System.Globalization;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Messages;

namespace LiveChat.Application.Messages;

/// <summary>What the audit log says of a message: where it stands and whose it is, and never its words.</summary>
internal static class MessageFacts
{
    public static AuditFact Of(Message message) =>
        new(AuditFactKind.MessageOf, message.ConversationId.ToString(), message.Sequence.ToString(CultureInfo.InvariantCulture), message.SenderId.Value);
}
