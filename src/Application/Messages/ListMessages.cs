namespace LiveChat.Application.Messages;

/// <summary>A stretch of a conversation: by sequence, or what changed since a revision.</summary>
/// <param name="Before">Only messages with a lower sequence.</param>
/// <param name="After">Only messages with a higher sequence.</param>
/// <param name="Around">The id of the message in the middle of the page; not together with the other two.</param>
/// <param name="SinceRevision">Only messages that changed after this revision; not together with the other three.</param>
/// <param name="Limit">1 to 200, 50 by default.</param>
public sealed record ListMessagesQuery(
    Actor Actor,
    long ConversationId,
    long? Before,
    long? After,
    long? Around,
    long? SinceRevision,
    int? Limit
) : IRequest<Result<MessagePageDto>>, IMemberReading<MessagePageDto>
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public Reading ReadingOf(MessagePageDto shown) => Reading.OfConversation(new ConversationId(ConversationId));
}

public sealed class ListMessagesValidator : AbstractValidator<ListMessagesQuery>
{
    public ListMessagesValidator()
    {
        RuleFor(q => q.Before).GreaterThanOrEqualTo(0);
        RuleFor(q => q.After).GreaterThanOrEqualTo(0);
        RuleFor(q => q.SinceRevision).GreaterThanOrEqualTo(0);
        RuleFor(q => q.Around).GreaterThanOrEqualTo(1);
        RuleFor(q => q.Around)
            .Null()
            .When(q => q.Before is not null || q.After is not null)
            .WithMessage(_ => LocalizedText.Of("Validation.AroundAlone"));
        RuleFor(q => q.SinceRevision)
            .Null()
            .When(q => q.Before is not null || q.After is not null || q.Around is not null)
            .WithMessage(_ => LocalizedText.Of("Validation.SinceRevisionAlone"));
        RuleFor(q => q.Limit).InclusiveBetween(1, ListMessagesQuery.MaxLimit);
    }
}

public sealed class ListMessagesHandler(IMessageReader messages) : IRequestHandler<ListMessagesQuery, Result<MessagePageDto>>
{
    public async Task<Result<MessagePageDto>> Handle(ListMessagesQuery request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        var limit = request.Limit ?? ListMessagesQuery.DefaultLimit;
        var page = request switch
        {
            { SinceRevision: { } sinceRevision } => await messages.ChangesAsync(request.Actor, id, sinceRevision, limit, cancellationToken),
            { Around: { } around } => await messages.AroundAsync(request.Actor, id, new MessageId(around), limit, cancellationToken),
            _ => await messages.PageAsync(request.Actor, id, request.Before, request.After, limit, cancellationToken),
        };
        if (page is null)
            return request.Around is null ? ConversationErrors.NotFound : MessageErrors.NotFound;
        return page;
    }
}

/// <summary>A stretch of a conversation's log.</summary>
public sealed record MessagePageDto
{
    /// <summary>The conversation's <c>last_sequence</c>: how many messages it ever had.</summary>
    public required long Count { get; init; }

    public required IReadOnlyList<MessageDto> Results { get; init; }

    /// <summary>Whether there are more messages in the direction asked for.</summary>
    public required bool HasMore { get; init; }

    /// <summary>The revision up to which the client is complete after this page; only in an answer to <c>since_revision</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public long? Revision { get; init; }
}
