using LiveChat.Infrastructure.Identity;

namespace LiveChat.WebApi.Endpoints;

public static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder app)
    {
        var cards = app.MapGroup("/api/users/{id}/card").WithTags("Cards");

        cards
            .MapGet(
                "",
                async (string id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetCardQuery(context.User.ToActor(), id), ct)).ToOk(context)
            )
            .Produces<CardDto>()
            .ProducesProblems(401, 403, 404)
            .WithName("GetCard")
            .WithSummary("What the caller has noted about somebody they share a conversation with; for merchants and platform support.");

        cards
            .MapPut(
                "",
                async (string id, CardRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new SetCardCommand(context.User.ToActor(), id, body.Note, body.Tags), ct)).ToOk(context)
            )
            .Produces<CardDto>()
            .ProducesProblems(400, 401, 403, 404)
            .WithName("SetCard")
            .WithSummary("Writes the caller's own note and tags about somebody; nobody else sees them.");
    }
}

/// <summary>The new note and tags; a field that is left out stays as it is.</summary>
/// <param name="Note">At most 1,000 characters.</param>
/// <param name="Tags">At most 10, each of 1 to 20 characters.</param>
public sealed record CardRequest(string? Note, IReadOnlyList<string>? Tags);
