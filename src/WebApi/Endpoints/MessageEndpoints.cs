using LiveChat.Application.Messages;
using LiveChat.Application.Messages.ListMessages;
using LiveChat.Application.Messages.RecallMessage;
using LiveChat.Application.Messages.SendMessage;
using LiveChat.Infrastructure.Identity;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api").WithTags("Messages");

        messages.MapGet("/conversations/{id:long}/messages", async (long id, long? before, long? after, [FromQuery(Name = "since_revision")] long? sinceRevision, int? limit, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new ListMessagesQuery(context.ToActor(), id, before, after, sinceRevision, limit), ct)).ToOk(context))
            .Produces<MessagePageDto>().ProducesProblems(400, 401, 404)
            .WithName("ListMessages").WithSummary("A stretch of a conversation by sequence, or what changed since a revision.");

        messages.MapPost("/conversations/{id:long}/messages", async (long id, SendMessageRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new SendMessageCommand(context.ToActor(), id, body.ClientMessageId, body.Type, body.Content, body.AttachmentId, body.ReplyToId), ct))
                .To(context, sent => ResultMapping.ToCreated(sent.Message, sent.IsNew, $"/api/conversations/{id}/messages?after={sent.Message.Sequence - 1}&limit=1")))
            .Produces<MessageDto>(201).Produces<MessageDto>().ProducesProblems(400, 401, 403, 404, 409, 503)
            .WithName("SendMessage").WithSummary("Appends a message. The same again answers 200 with the first.");

        messages.MapPost("/messages/{id:long}/recall", async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new RecallMessageCommand(context.ToActor(), id), ct)).ToOk(context))
            .Produces<MessageDto>().ProducesProblems(401, 403, 404, 409)
            .WithName("RecallMessage").WithSummary("Takes one of the caller's own messages back, within the recall window.");
    }
}

public sealed record SendMessageRequest(string? ClientMessageId, string? Type, string? Content, long? AttachmentId, long? ReplyToId);
