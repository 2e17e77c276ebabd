using LiveChat.Infrastructure.Operations;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveChat.WebApi.Endpoints;

public static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Administration");

        admin
            .MapGet(
                "/overview",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetOverviewQuery(context.ToActor()), ct)).ToOk(context)
            )
            .Produces<OverviewDto>()
            .ProducesProblems(401, 403)
            .WithName("GetOverview")
            .WithSummary("How much there is, and what is going on right now.");

        admin
            .MapGet(
                "/health",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetServerHealthQuery(context.ToActor()), ct)).ToOk(context)
            )
            .Produces<ServerHealthDto>()
            .ProducesProblems(401, 403)
            .WithName("GetServerHealth")
            .WithSummary("How database, disk and hub are.");

        admin
            .MapGet(
                "/settings",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetSettingsQuery(context.ToActor()), ct)).ToOk(context)
            )
            .Produces<ListResult<SettingDto>>()
            .ProducesProblems(401, 403)
            .WithName("GetSettings")
            .WithSummary("The settings in force and where each comes from; secrets are never shown.");

        admin
            .MapGet(
                "/audit-log",
                async (
                    string? actor,
                    [FromQuery(Name = "actor_id")] string? actorId,
                    string? action,
                    string? target,
                    [FromQuery(Name = "target_type")] string? targetType,
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
                    var query = new ListAuditLogQuery(
                        context.ToActor(),
                        actorId ?? actor,
                        action,
                        target,
                        from?.Value,
                        to?.Value,
                        Paging.Of(page, pageSize),
                        sort,
                        targetType
                    );
                    return await context.InFormatAsync(
                        format,
                        async () => (await mediator.Send(query, ct)).ToOk(context),
                        async () => (await mediator.Send(new ExportAuditLogQuery(query), ct)).ToCsv(context)
                    );
                }
            )
            .ProducesList<AuditEntryDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("ListAuditLog")
            .WithSummary("Sign-ins and what admins did, newest first.");

        admin
            .MapGet(
                "/audit-log/{id:long}",
                async (long id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetAuditEntryQuery(context.ToActor(), id), ct)).ToOk(context)
            )
            .Produces<AuditEntryDto>()
            .ProducesProblems(401, 403, 404)
            .WithName("GetAuditEntry")
            .WithSummary("One entry of the audit log.");
    }
}

public static class HealthEndpoints
{
    private const string Tag = "Operations";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new HealthDto("ok")))
            .AllowAnonymous()
            .Produces<HealthDto>()
            .ProducesProblems(400)
            .WithTags(Tag)
            .WithName("Live")
            .WithSummary("The process runs.");

        app.MapGet(
                "/health/ready",
                async (HealthCheckService checks, CancellationToken ct) =>
                    await checks.CheckHealthAsync(check => check.Tags.Contains(HealthChecks.ForReadiness), ct)
                        is { Status: HealthStatus.Healthy }
                        ? Results.Ok(new HealthDto("ok"))
                        : Results.Json(new HealthDto("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable)
            )
            .AllowAnonymous()
            .Produces<HealthDto>()
            .Produces<HealthDto>(503)
            .ProducesProblems(400)
            .WithTags(Tag)
            .WithName("Ready")
            .WithSummary("The server takes work: it is not stopping, and the database can be written to.");
    }
}

/// <param name="Status">ok or unavailable.</param>
public sealed record HealthDto(string Status);
