using System.ComponentModel.DataAnnotations;
using LiveChat.Infrastructure.Identity;

namespace LiveChat.WebApi.Endpoints;

public static class QuickReplyEndpoints
{
    public static void MapQuickReplies(this IEndpointRouteBuilder app)
    {
        var quickReplies = app.MapGroup("/api/quick-replies").WithTags("Quick replies");

        quickReplies
            .MapGet(
                "",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new ListQuickRepliesQuery(context.User.ToActor()), ct)).ToOk(context)
            )
            .Produces<ListResult<QuickReplyDto>>()
            .ProducesProblems(401)
            .WithName("ListQuickReplies")
            .WithSummary("The caller's own quick replies, in their order.");

        quickReplies
            .MapPost(
                "",
                async (QuickReplyRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new AddQuickReplyCommand(context.User.ToActor(), body.ToText()), ct)).To(
                        context,
                        added => Results.Created("/api/quick-replies", added)
                    )
            )
            .Produces<QuickReplyDto>(201)
            .ProducesProblems(400, 401, 409)
            .WithName("AddQuickReply")
            .WithSummary("Adds one at the end of the list, which holds at most 10 groups of 10; to be in no group is a group too.");

        quickReplies
            .MapPut(
                "/{id:long}",
                async (long id, QuickReplyRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new ChangeQuickReplyCommand(context.User.ToActor(), id, body.ToText()), ct)).ToOk(context)
            )
            .Produces<QuickReplyDto>()
            .ProducesProblems(400, 401, 404, 409)
            .WithName("ChangeQuickReply")
            .WithSummary("Rewrites one. A code or group that is left out stays; null takes it away.");

        quickReplies
            .MapDelete(
                "/{id:long}",
                async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new DeleteQuickReplyCommand(context.User.ToActor(), id), ct)).ToNoContent(context)
            )
            .Produces(204)
            .ProducesProblems(401, 404)
            .WithName("DeleteQuickReply")
            .WithSummary("Deletes one of the caller's own.");

        quickReplies
            .MapPut(
                "/order",
                async (QuickReplyOrderRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new OrderQuickRepliesCommand(context.User.ToActor(), body.Ids), ct)).ToOk(context)
            )
            .Produces<ListResult<QuickReplyDto>>()
            .ProducesProblems(400, 401)
            .WithName("OrderQuickReplies")
            .WithSummary("Puts them into a new order: all ids, each once.");
    }
}

/// <summary>The text of a quick reply. A code or group that is left out stays as it is; null removes it.</summary>
public sealed record QuickReplyRequest([property: Required] string? Content)
{
    private string? _code;
    private string? _group;

    public string? Code
    {
        get => _code;
        init => _code = value ?? "";
    }

    public string? Group
    {
        get => _group;
        init => _group = value ?? "";
    }

    public QuickReplyText ToText() => new(Content, _code, _group);
}

public sealed record QuickReplyOrderRequest([property: Required] IReadOnlyList<long>? Ids);
