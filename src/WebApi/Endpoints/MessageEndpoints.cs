using System.ComponentModel.DataAnnotations;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Json;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api").WithTags("Messages");
        messages
            .MapGet("/conversations/{id:long}/messages", List)
            .ProducesProblems(400, 401, 404)
            .WithName("ListMessages")
            .WithSummary("A stretch of a conversation by sequence or around the message of an id, or what changed since a revision.");
        messages
            .MapPost("/conversations/{id:long}/messages", Send)
            .ProducesProblems(400, 401, 403, 404, 409, 429, 503)
            .HasLimitOfItsOwn()
            .WithName("SendMessage")
            .WithSummary("Appends a message. The same again answers 200 with the first.");
        messages
            .MapPost("/messages/{id:long}/recall", Recall)
            .ProducesProblems(401, 403, 404, 409)
            .WithName("RecallMessage")
            .WithSummary("Takes one of the caller's own messages back, within the recall window.");
        messages
            .MapGet("/messages", Search)
            .ProducesList<MessageDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("SearchMessages")
            .WithSummary(
                "Messages of the caller's conversations, or of all for an admin, newest first. `search` finds any part of their content."
            );
        MapModeration(messages);
    }

    private static void MapModeration(RouteGroupBuilder messages)
    {
        messages
            .MapDelete("/messages/{id:long}", TakeDown)
            .ProducesProblems(400, 401, 403, 404, 503)
            .WithName("TakeDownMessage")
            .WithSummary("Takes a message down; the reason is kept in the audit log, words and file are kept sealed. For admins.");
        messages
            .MapPost("/messages/{id:long}/restore", Restore)
            .ProducesProblems(401, 403, 404, 409, 503)
            .WithName("RestoreMessage")
            .WithSummary(
                "Brings back a message that was taken down, with its words and its file; 409 when its sender recalled it. For admins."
            );
        messages
            .MapGet("/admin/messages/{id:long}", Get)
            .ProducesProblems(401, 403, 404)
            .WithName("GetMessage")
            .WithSummary(
                "One message with its words and its file, also when it was taken down. Each look is in the audit log. For admins."
            );
        messages
            .MapGet("/admin/messages/{id:long}/file", (long id, ApiCall call) => GetFile(id, isThumbnail: false, call))
            .IsDownload()
            .Produces<Stream>(200, "application/octet-stream")
            .ProducesProblems(401, 403, 404)
            .WithName("GetMessageFile")
            .WithSummary("The file of a message that was taken down. Each look is in the audit log. For admins.");
        messages
            .MapGet("/admin/messages/{id:long}/thumbnail", (long id, ApiCall call) => GetFile(id, isThumbnail: true, call))
            .Produces<Stream>(200, "application/octet-stream")
            .ProducesProblems(401, 403, 404)
            .WithName("GetMessageThumbnail")
            .WithSummary("The same, small.");
    }

    private static Task<Results<Ok<MessagePageDto>, Problem>> List(long id, [AsParameters] StretchParameters stretch, ApiCall call) =>
        call.SendAsync(stretch.ToQuery(call.Actor, id)).ToOk();

    private static Task<Results<Created<MessageDto>, Ok<MessageDto>, Problem>> Send(long id, SendMessageRequest body, ApiCall call) =>
        call.SendAsync(body.ToCommand(call.Actor, id))
            .ToCreatedOrOk(sent =>
                (sent.Message, sent.IsNew, $"/api/conversations/{id}/messages?after={sent.Message.Sequence - 1}&limit=1")
            );

    private static Task<Results<Ok<MessageDto>, Problem>> Recall(long id, ApiCall call) =>
        call.SendAsync(new RecallMessageCommand(call.Actor, id)).ToOk();

    private static Task<IResult> Search([AsParameters] SearchParameters search, [AsParameters] ListParameters list, ApiCall call)
    {
        var query = search.ToQuery(call.Actor, list);
        return call.ListAsync(list.Format, query, new ExportMessagesQuery(query), CsvLists.Messages);
    }

    private static Task<Results<NoContent, Problem>> TakeDown(long id, string? reason, ApiCall call) =>
        call.SendAsync(new TakeDownMessageCommand(call.Actor, id, reason)).ToNoContent();

    private static Task<Results<Ok<MessageDto>, Problem>> Restore(long id, ApiCall call) =>
        call.SendAsync(new RestoreMessageCommand(call.Actor, id)).ToOk();

    private static Task<Results<Ok<MessageDto>, Problem>> Get(long id, ApiCall call) =>
        call.SendAsync(new GetMessageQuery(call.Actor, id)).ToOk();

    private static async Task<IResult> GetFile(long id, bool isThumbnail, ApiCall call)
    {
        var found = await call.SendAsync(new GetMessageFileQuery(call.Actor, id, isThumbnail));
        if (!found.IsSuccess)
            return new Problem(found.Error);
        var file = found.Value.File;
        MediaEndpoints.DescribeTo(call.Context.Response, file);
        return Results.Stream(file.Content, file.ContentType);
    }
}

/// <summary>Which stretch of a conversation; see <see cref="ListMessagesQuery"/>.</summary>
public sealed record StretchParameters(
    [FromQuery(Name = "before")] long? Before,
    [FromQuery(Name = "after")] long? After,
    [FromQuery(Name = "around")] long? Around,
    [FromQuery(Name = "since_revision")] long? SinceRevision,
    [FromQuery(Name = "limit")] int? Limit
)
{
    public ListMessagesQuery ToQuery(Actor actor, long conversationId) =>
        new(actor, conversationId, Before, After, Around, SinceRevision, Limit);
}

/// <summary>What messages are searched for; see <see cref="SearchMessagesQuery"/>.</summary>
public sealed record SearchParameters(
    [FromQuery(Name = "conversation_id")] long? ConversationId,
    [FromQuery(Name = "sender_id")] string? SenderId,
    [FromQuery(Name = "type")] string? Type,
    [FromQuery(Name = "search")] string? Search,
    [FromQuery(Name = "from")] WireTime? From,
    [FromQuery(Name = "to")] WireTime? To
)
{
    public SearchMessagesQuery ToQuery(Actor actor, ListParameters list) =>
        new(actor, ConversationId, SenderId, Type, Search, From?.Value, To?.Value, list.Paging, list.Sort);
}

public sealed record SendMessageRequest(
    [property: Required] string? ClientMessageId,
    [property: Required] string? Type,
    [property: Required] string? Content,
    long? AttachmentId,
    long? ReplyToId
)
{
    public SendMessageCommand ToCommand(Actor actor, long conversationId) =>
        new(actor, conversationId, ClientMessageId, Type, Content, AttachmentId, ReplyToId);
}
