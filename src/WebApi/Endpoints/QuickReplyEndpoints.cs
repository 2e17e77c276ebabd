using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveChat.WebApi.Endpoints;

public static class QuickReplyEndpoints
{
    public static void MapQuickReplies(this IEndpointRouteBuilder app)
    {
        var quickReplies = app.MapGroup("/api/quick-replies").WithTags("Quick replies");
        quickReplies
            .MapGet("", List)
            .ProducesProblems(401)
            .WithName("ListQuickReplies")
            .WithSummary("The caller's own quick replies, in their order.");
        quickReplies
            .MapPost("", Add)
            .ProducesProblems(400, 401, 409)
            .WithName("AddQuickReply")
            .WithSummary("Adds one at the end of the list, which holds at most 10 groups of 10; to be in no group is a group too.");
        quickReplies
            .MapPut("/{id:long}", Change)
            .ProducesProblems(400, 401, 404, 409)
            .WithName("ChangeQuickReply")
            .WithSummary("Rewrites one. A code or group that is left out stays; null takes it away.");
        quickReplies
            .MapDelete("/{id:long}", Delete)
            .ProducesProblems(401, 404)
            .WithName("DeleteQuickReply")
            .WithSummary("Deletes one of the caller's own.");
        quickReplies
            .MapPut("/order", Order)
            .ProducesProblems(400, 401)
            .WithName("OrderQuickReplies")
            .WithSummary("Puts them into a new order: all ids, each once.");
    }

    private static Task<Results<Ok<ListResult<QuickReplyDto>>, Problem>> List(ApiCall call) =>
        call.SendAsync(new ListQuickRepliesQuery(call.Actor)).ToOk();

    private static Task<Results<Created<QuickReplyDto>, Problem>> Add(QuickReplyRequest body, ApiCall call) =>
        call.SendAsync(new AddQuickReplyCommand(call.Actor, body.ToText())).ToCreated(_ => "/api/quick-replies");

    private static Task<Results<Ok<QuickReplyDto>, Problem>> Change(long id, QuickReplyRequest body, ApiCall call) =>
        call.SendAsync(new ChangeQuickReplyCommand(call.Actor, id, body.ToText())).ToOk();

    private static Task<Results<NoContent, Problem>> Delete(long id, ApiCall call) =>
        call.SendAsync(new DeleteQuickReplyCommand(call.Actor, id)).ToNoContent();

    private static Task<Results<Ok<ListResult<QuickReplyDto>>, Problem>> Order(QuickReplyOrderRequest body, ApiCall call) =>
        call.SendAsync(new OrderQuickRepliesCommand(call.Actor, body.Ids)).ToOk();
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
