using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class ConversationEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder app)
    {
        var conversations = app.MapGroup("/api/conversations").WithTags("Conversations");
        conversations
            .MapGet("", List)
            .ProducesList<ConversationDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("ListConversations")
            .WithSummary("The caller's conversations, or all of them for an admin: pinned first, then newest activity.")
            .WithDescription(
                "With `waiting` those in which the other side waits for the caller, the longest first. Those that the caller is done with or has snoozed are left out unless `done` or `snoozed` asks for them."
            );
        conversations
            .MapPost("", Start)
            .ProducesProblems(400, 401, 403, 404, 429)
            .WithName("StartConversation")
            .WithSummary("Opens the conversation with somebody, making it if this pair has none yet.");
        conversations
            .MapGet("/{id:long}", Get)
            .ProducesProblems(401, 404)
            .WithName("GetConversation")
            .WithSummary("One conversation, if the caller may see it.");
        conversations
            .MapGet("/{id:long}/transcript", GetTranscript)
            .IsDownload()
            .Produces<string>(200, "text/plain")
            .ProducesProblems(401, 404, 429, 503)
            .WithName("GetTranscript")
            .WithSummary("A whole conversation as a text file in the language of the request, if the caller may see it.");
        conversations
            .MapPut("/{id:long}/read", MarkRead)
            .ProducesProblems(400, 401, 403, 404)
            .WithName("MarkRead")
            .WithSummary("Moves the caller's cursor forward; it never moves back.");
        conversations
            .MapPost("/read", ReadSeveral)
            .ProducesProblems(400, 401, 403, 404, 503)
            .WithName("ReadConversations")
            .WithSummary("Reads several conversations to their ends, or with `all` every one of the caller's.");
        conversations
            .MapPut("/{id:long}/preferences", SetPreferences)
            .ProducesProblems(400, 401, 403, 404)
            .WithName("SetPreferences")
            .WithSummary("Changes the caller's own view of a conversation.");
    }

    private static Task<IResult> List([AsParameters] ConversationListParameters filter, [AsParameters] ListParameters list, ApiCall call)
    {
        var query = filter.ToQuery(call.Actor, list);
        return call.ListAsync(list.Format, query, new ExportConversationsQuery(query), CsvLists.Conversations);
    }

    private static Task<Results<Created<ConversationDto>, Ok<ConversationDto>, Problem>> Start(
        StartConversationRequest body,
        ApiCall call
    ) =>
        call.SendAsync(new StartConversationCommand(call.Actor, body.TargetUserId))
            .ToCreatedOrOk(started => (started.Conversation, started.IsNew, $"/api/conversations/{started.Conversation.Id}"));

    private static Task<Results<Ok<ConversationDto>, Problem>> Get(long id, ApiCall call) =>
        call.SendAsync(new GetConversationQuery(call.Actor, id)).ToOk();

    private static async Task<IResult> GetTranscript(long id, ApiCall call)
    {
        var transcript = await call.SendAsync(new GetTranscriptQuery(call.Actor, id));
        return transcript.IsSuccess ? new TranscriptFile(id, transcript.Value) : new Problem(transcript.Error);
    }

    private static async Task<Results<Ok<ConversationDto>, Problem>> MarkRead(long id, MarkReadRequest body, ApiCall call)
    {
        var read = await call.SendAsync(new MarkReadCommand(call.Actor, id, body.Sequence));
        return read.IsSuccess ? await Get(id, call) : new Problem(read.Error);
    }

    private static Task<Results<Ok<ReadCountDto>, Problem>> ReadSeveral(ReadConversationsRequest body, ApiCall call) =>
        call.SendAsync(new ReadConversationsCommand(call.Actor, body.ConversationIds, body.All ?? false)).ToOk();

    private static Task<Results<Ok<ConversationDto>, Problem>> SetPreferences(long id, PreferencesRequest body, ApiCall call) =>
        call.SendAsync(new SetPreferencesCommand(call.Actor, id, body.ToChanges())).ToOk();
}

/// <summary>What a list of conversations may be limited to; see <see cref="ListConversationsQuery"/>.</summary>
public sealed record ConversationListParameters(
    [FromQuery(Name = "search")] string? Search,
    [FromQuery(Name = "unread")] bool? Unread,
    [FromQuery(Name = "waiting")] bool? Waiting,
    [FromQuery(Name = "done")] bool? Done,
    [FromQuery(Name = "snoozed")] bool? Snoozed,
    [FromQuery(Name = "unanswered")] bool? Unanswered,
    [FromQuery(Name = "online")] bool? Online,
    [FromQuery(Name = "user_id")] string? UserId
)
{
    public ListConversationsQuery ToQuery(Actor actor, ListParameters list) =>
        new(actor, Search, Unread ?? false, UserId, list.Paging, list.Sort, Unanswered ?? false, Online ?? false)
        {
            WaitingOnly = Waiting ?? false,
            Done = Done,
            Snoozed = Snoozed,
        };
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

/// <summary>A transcript as a text file (UTF-8 with a byte order mark), sent while it is read.</summary>
internal sealed class TranscriptFile(long conversationId, Export<string> transcript) : IResult
{
    private const int ParagraphsAtOnce = 50;

    /// <summary>Editors on Windows take a file without it for GB18030.</summary>
    private const string ByteOrderMark = "\uFEFF";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        var now = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture,
            $"attachment; filename=\"conversation-{conversationId}-{now.UtcDateTime:yyyyMMdd-HHmmss}.txt\""
        );
        using var cut = SlowReaders.Cut(httpContext);
        await response.WriteAsync(ByteOrderMark, aborted);
        await foreach (var paragraphs in transcript.Rows.Chunk(ParagraphsAtOnce).WithCancellation(aborted))
            await response.WriteAsync(string.Concat(paragraphs.Select(paragraph => $"{paragraph}\n")), aborted);
    }
}
