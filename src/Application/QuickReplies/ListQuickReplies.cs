namespace LiveChat.Application.QuickReplies;

/// <summary>The actor's own quick replies, in their order.</summary>
public sealed record ListQuickRepliesQuery(Actor Actor) : IRequest<Result<ListResult<QuickReplyDto>>>, ISignedInRequest;

public sealed class ListQuickRepliesHandler(IQuickReplyRepository quickReplies)
    : IRequestHandler<ListQuickRepliesQuery, Result<ListResult<QuickReplyDto>>>
{
    public async Task<Result<ListResult<QuickReplyDto>>> Handle(ListQuickRepliesQuery request, CancellationToken cancellationToken)
    {
        var own = await quickReplies.FindAsync(request.Actor.UserId, cancellationToken);
        return new ListResult<QuickReplyDto>(own.Replies.Count, [.. own.Replies.Select(QuickReplyDto.From)]);
    }
}

/// <summary>One of the caller's own quick replies.</summary>
/// <param name="Code">The code that finds it after a slash.</param>
/// <param name="Group">The name of its group; null for those without one.</param>
/// <param name="SortOrder">Its place in the list, from 1.</param>
public sealed record QuickReplyDto(long Id, string Content, string? Code, string? Group, int SortOrder, DateTimeOffset CreatedAt)
{
    public static QuickReplyDto From(QuickReply quickReply) =>
        new(quickReply.Id.Value, quickReply.Content, quickReply.Code, quickReply.Group, quickReply.SortOrder, quickReply.CreatedAt);
}

/// <summary>Loads and adds quick replies inside a unit of work.</summary>
public interface IQuickReplyRepository
{
    /// <summary>A user's own.</summary>
    Task<QuickReplyBook> FindAsync(UserId userId, CancellationToken cancellationToken);

    void Remove(QuickReply quickReply);

    void Add(QuickReply quickReply);
}
