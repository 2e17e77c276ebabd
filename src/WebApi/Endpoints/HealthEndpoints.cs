using LiveChat.Infrastructure.Persistence;

namespace LiveChat.WebApi.Endpoints;

public static class HealthEndpoints
{
    private const string Tag = "Operations";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new HealthDto("ok")))
            .AllowAnonymous().Produces<HealthDto>().ProducesProblems(400).WithTags(Tag).WithName("Live").WithSummary("The process runs.");

        app.MapGet("/health/ready", async (DatabaseState database, IHostApplicationLifetime lifetime, CancellationToken ct) =>
                !lifetime.ApplicationStopping.IsCancellationRequested && await database.CanWriteAsync(ct)
                    ? Results.Ok(new HealthDto("ok"))
                    : Results.Json(new HealthDto("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous().Produces<HealthDto>().Produces<HealthDto>(503).ProducesProblems(400).WithTags(Tag).WithName("Ready").WithSummary("The server takes work: it is not stopping, and the database can be written to.");
    }
}

/// <param name="Status">ok or unavailable.</param>
public sealed record HealthDto(string Status);
