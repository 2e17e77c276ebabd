using System.ComponentModel.DataAnnotations;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Json;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api").WithTags("Messages");

        messages
            .MapGet(
                "/conversations/{id:long}/messages",
                async (
                    long id,
                    long? before,
                    long? after,
                    long? around,
                    [FromQuery(Name = "since_revision")] long? sinceRevision,
                    int? limit,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) =>
                    (
                        await mediator.Send(new ListMessagesQuery(context.ToActor(), id, before, after, around, sinceRevision, limit), ct)
                    ).ToOk(context)
            )
            .Produces<MessagePageDto>()
            .ProducesProblems(400, 401, 404)
            .WithName("ListMessages")
            .WithSummary("A stretch of a conversation by sequence or around the message of an id, or what changed since a revision.");

        messages
            .MapPost(
                "/conversations/{id:long}/messages",
                async (long id, SendMessageRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator.Send(
                            new SendMessageCommand(
                                context.ToActor(),
                                id,
                                body.ClientMessageId,
                                body.Type,
                                body.Content,
                                body.AttachmentId,
                                body.ReplyToId
                            ),
                            ct
                        )
                    ).To(
                        context,
                        sent =>
                            ResultMapping.ToCreated(
                                sent.Message,
                                sent.IsNew,
                                $"/api/conversations/{id}/messages?after={sent.Message.Sequence - 1}&limit=1"
                            )
                    )
            )
            .Produces<MessageDto>(201)
            .Produces<MessageDto>()
            .ProducesProblems(400, 401, 403, 404, 409, 429, 503)
            .HasLimitOfItsOwn()
            .WithName("SendMessage")
            .WithSummary("Appends a message. The same again answers 200 with the first.");

        messages
            .MapPost(
                "/messages/{id:long}/recall",
                async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new RecallMessageCommand(context.ToActor(), id), ct)).ToOk(context)
            )
            .Produces<MessageDto>()
            .ProducesProblems(401, 403, 404, 409)
            .WithName("RecallMessage")
            .WithSummary("Takes one of the caller's own messages back, within the recall window.");

        messages
            .MapGet(
                "/messages",
                async (
                    [FromQuery(Name = "conversation_id")] long? conversationId,
                    [FromQuery(Name = "sender_id")] string? senderId,
                    string? type,
                    string? search,
                    WireTime? from,
                    WireTime? to,
                    string? sort,
                    int? page,
                    [FromQuery(Name = "page_size")] int? pageSize,
                    string? format,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) =>
                {
                    var query = new SearchMessagesQuery(
                        context.ToActor(),
                        conversationId,
                        senderId,
                        type,
                        search,
                        from?.Value,
                        to?.Value,
                        Paging.Of(page, pageSize),
                        sort
                    );
                    return await context.InFormatAsync(
                        format,
                        async () => (await mediator.Send(query, ct)).ToOk(context),
                        async () => (await mediator.Send(new ExportMessagesQuery(query), ct)).ToCsv(context)
                    );
                }
            )
            .ProducesList<MessageDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("SearchMessages")
            .WithSummary(
                "Messages of the caller's conversations, or of all for an admin, newest first. `search` finds any part of their content."
            );

        messages
            .MapDelete(
                "/messages/{id:long}",
                async (long id, string? reason, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new TakeDownMessageCommand(context.ToActor(), id, reason), ct)).ToNoContent(context)
            )
            .Produces(204)
            .ProducesProblems(400, 401, 403, 404, 503)
            .WithName("TakeDownMessage")
            .WithSummary("Takes a message down; the reason is kept in the audit log, words and file are kept sealed. For admins.");

        messages
            .MapPost(
                "/messages/{id:long}/restore",
                async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new RestoreMessageCommand(context.ToActor(), id), ct)).ToOk(context)
            )
            .Produces<MessageDto>()
            .ProducesProblems(401, 403, 404, 409, 503)
            .WithName("RestoreMessage")
            .WithSummary(
                "Brings back a message that was taken down, with its words and its file; 409 when its sender recalled it. For admins."
            );

        messages
            .MapGet(
                "/admin/messages/{id:long}",
                async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetMessageQuery(context.ToActor(), id), ct)).ToOk(context)
            )
            .Produces<MessageDto>()
            .ProducesProblems(401, 403, 404)
            .WithName("GetMessage")
            .WithSummary(
                "One message with its words and its file, also when it was taken down. Each look is in the audit log. For admins."
            );

        MapFile(messages, "file", isThumbnail: false)
            .WithName("GetMessageFile")
            .WithSummary("The file of a message that was taken down. Each look is in the audit log. For admins.");
        MapFile(messages, "thumbnail", isThumbnail: true).WithName("GetMessageThumbnail").WithSummary("The same, small.");
    }

    private static RouteHandlerBuilder MapFile(RouteGroupBuilder messages, string part, bool isThumbnail) =>
        messages
            .MapGet(
                $"/admin/messages/{{id:long}}/{part}",
                async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetMessageFileQuery(context.ToActor(), id, isThumbnail), ct)).To(
                        context,
                        file =>
                        {
                            MediaEndpoints.DescribeTo(context.Response, file.File);
                            return Results.Stream(file.File.Content, file.File.ContentType);
                        }
                    )
            )
            .Produces<Stream>(200, "application/octet-stream")
            .ProducesProblems(401, 403, 404);
}

public sealed record SendMessageRequest(
    [property: Required] string? ClientMessageId,
    [property: Required] string? Type,
    [property: Required] string? Content,
    long? AttachmentId,
    long? ReplyToId
);
