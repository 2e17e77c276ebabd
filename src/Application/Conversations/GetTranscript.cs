using System.Globalization;
using System.Runtime.CompilerServices;

namespace LiveChat.Application.Conversations;

/// <summary>A whole conversation as text, in the language of the request: a paragraph for each message, oldest first.</summary>
public sealed record GetTranscriptQuery(Actor Actor, long ConversationId)
    : IRequest<Result<Export<string>>>,
        IMemberReading<Export<string>>,
        ICostlyRequest
{
    public CostlyKind Kind => CostlyKind.Lists;

    public Reading ReadingOf(Export<string> shown) =>
        Reading.OfExport("messages", shown, ConversationId.ToString(CultureInfo.InvariantCulture));
}

public sealed class GetTranscriptHandler(IConversationReader conversations, IMessageReader messages, ICostlyWork work)
    : IRequestHandler<GetTranscriptQuery, Result<Export<string>>>
{
    /// <summary>
    /// The line break inside a message, with an indent. Without the indent, a line in a message could look like the start of a message of
    /// somebody else.
    /// </summary>
    private const string FurtherLine = "\n    ";

    public async Task<Result<Export<string>>> Handle(GetTranscriptQuery request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        if (await conversations.FindAsync(request.Actor, id, cancellationToken) is not { } conversation)
            return ConversationErrors.NotFound;
        var names = conversation.Participants.ToDictionary(p => p.User.Id, p => p.User.Username);
        return new Export<string>(
            conversation.LastSequence,
            ReadAsync(request.Actor, id, conversation.LastSequence, names, cancellationToken)
        )
        {
            People = [new AuditFact(AuditFactKind.People, [.. names.Keys])],
        };
    }

    /// <summary>
    /// Reads a page at a time, each in its turn. Exports of lists hold one of two places until they are sent, which members with slow
    /// lines could keep from the admins; between two pages a transcript holds neither a thread nor a view of the database.
    /// </summary>
    /// <param name="last">The end. Messages that come while it is read would make it longer than the audit log says.</param>
    private async IAsyncEnumerable<string> ReadAsync(
        Actor actor,
        ConversationId id,
        long last,
        IReadOnlyDictionary<string, string> names,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var sequence = 0L; sequence < last; )
        {
            var after = sequence;
            var page = await work.RunAsync(
                CostlyKind.Lists,
                actor.UserId.Value,
                () => messages.PageAsync(actor, id, null, after, ListMessagesQuery.MaxLimit, cancellationToken),
                cancellationToken
            );
            if (page is not { Results: [.., var newest] })
                yield break;
            foreach (var message in page.Results.Where(m => m.Sequence <= last))
                yield return ParagraphOf(message, names.GetValueOrDefault(message.SenderId, message.SenderId));
            sequence = newest.Sequence;
        }
    }

    private static string ParagraphOf(MessageDto message, string sender) =>
        $"[{TimeText.Readable(message.CreatedAt)}] {sender}: {TextOf(message)}".ReplaceLineEndings(FurtherLine);

    private static string TextOf(MessageDto message) =>
        message switch
        {
            { RecalledAt: not null } => LocalizedText.Of("Message.Recalled"),
            { RemovedAt: not null } => LocalizedText.Of(MessageErrors.AlreadyRemoved),
            { Type: MessageType.Text } => message.Content,
            _ => string.Join(
                ' ',
                ((string?[])[$"[{LocalizedText.Of($"MessageType.{message.Type}")}]", message.Attachment?.Name, message.Content]).Where(
                    part => !string.IsNullOrEmpty(part)
                )
            ),
        };
}
