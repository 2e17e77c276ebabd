using System.ComponentModel.DataAnnotations;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class ConversationEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder app)
    {
        var conversations = app.MapGroup("/api/conversations").WithTags("Conversations");

        conversations
            .MapGet(
                "",
                async (
                    string? search,
                    bool? unread,
                    bool? waiting,
                    bool? done,
                    bool? snoozed,
                    bool? unanswered,
                    bool? online,
                    [FromQuery(Name = "user_id")] string? userId,
                    string? sort,
                    int? page,
                    [FromQuery(Name = "page_size")] int? pageSize,
                    string? format,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) =>
                {
                    var query = new ListConversationsQuery(
                        context.ToActor(),
                        search,
                        unread ?? false,
                        userId,
                        Paging.Of(page, pageSize),
                        sort,
                        unanswered ?? false,
                        online ?? false
                    )
                    {
                        WaitingOnly = waiting ?? false,
                        Done = done,
                        Snoozed = snoozed,
                    };
                    return await context.InFormatAsync(
                        format,
                        async () => (await mediator.Send(query, ct)).ToOk(context),
                        async () => (await mediator.Send(new ExportConversationsQuery(query), ct)).ToCsv(context)
                    );
                }
            )
            .ProducesList<ConversationDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("ListConversations")
            .WithSummary("The caller's conversations, or all of them for an admin: pinned first, then newest activity.")
            .WithDescription(
                "With `waiting` those in which the other side waits for the caller, the longest first. Those that the caller is done with or has snoozed are left out unless `done` or `snoozed` asks for them."
            );

        conversations
            .MapPost(
                "",
                async (StartConversationRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new StartConversationCommand(context.ToActor(), body.TargetUserId), ct)).To(
                        context,
                        started =>
                            ResultMapping.ToCreated(started.Conversation, started.IsNew, $"/api/conversations/{started.Conversation.Id}")
                    )
            )
            .Produces<ConversationDto>(201)
            .Produces<ConversationDto>()
            .ProducesProblems(400, 401, 403, 404, 429)
            .WithName("StartConversation")
            .WithSummary("Opens the conversation with somebody, making it if this pair has none yet.");

        conversations
            .MapGet(
                "/{id:long}",
                async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetConversationQuery(context.ToActor(), id), ct)).ToOk(context)
            )
            .Produces<ConversationDto>()
            .ProducesProblems(401, 404)
            .WithName("GetConversation")
            .WithSummary("One conversation, if the caller may see it.");

        conversations
            .MapPut(
                "/{id:long}/read",
                async (long id, MarkReadRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                {
                    var actor = context.ToActor();
                    var read = await mediator.Send(new MarkReadCommand(actor, id, body.Sequence), ct);
                    return read.IsSuccess
                        ? (await mediator.Send(new GetConversationQuery(actor, id), ct)).ToOk(context)
                        : Problems.From(read.Error, context);
                }
            )
            .Produces<ConversationDto>()
            .ProducesProblems(400, 401, 403, 404)
            .WithName("MarkRead")
            .WithSummary("Moves the caller's cursor forward; it never moves back.");

        conversations
            .MapPost(
                "/read",
                async (ReadConversationsRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator.Send(new ReadConversationsCommand(context.ToActor(), body.ConversationIds, body.All ?? false), ct)
                    ).ToOk(context)
            )
            .Produces<ReadCountDto>()
            .ProducesProblems(400, 401, 403, 404, 503)
            .WithName("ReadConversations")
            .WithSummary("Reads several conversations to their ends, or with `all` every one of the caller's.");

        conversations
            .MapPut(
                "/{id:long}/preferences",
                async (long id, PreferencesRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new SetPreferencesCommand(context.ToActor(), id, body.ToChanges()), ct)).ToOk(context)
            )
            .Produces<ConversationDto>()
            .ProducesProblems(400, 401, 403, 404)
            .WithName("SetPreferences")
            .WithSummary("Changes the caller's own view of a conversation.");
    }
}

public sealed record StartConversationRequest([property: Required] string? TargetUserId);

public sealed record MarkReadRequest([property: Required] long? Sequence);

public sealed record ReadConversationsRequest(IReadOnlyList<long>? ConversationIds, bool? All);

/// <summary>
/// The new preferences. A field that is left out or null stays as it is, except that <c>snoozed_until: null</c> ends the snooze.
/// </summary>
public sealed record PreferencesRequest(bool? Pinned, bool? Muted, bool? MarkedUnread, bool? Done)
{
    private Snooze? _snooze;

    public DateTimeOffset? SnoozedUntil
    {
        get => _snooze?.Until;
        init => _snooze = new Snooze(value);
    }

    public PreferenceChanges ToChanges() => new(Pinned, Muted, MarkedUnread, Done, _snooze);
}
