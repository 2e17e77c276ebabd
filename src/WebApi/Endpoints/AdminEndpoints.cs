using LiveChat.Infrastructure.Operations;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveChat.WebApi.Endpoints;

public static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Administration");
        admin
            .MapGet("/overview", GetOverview)
            .ProducesProblems(401, 403)
            .WithName("GetOverview")
            .WithSummary("How much there is, and what is going on right now.");
        admin
            .MapGet("/health", GetHealth)
            .ProducesProblems(401, 403)
            .WithName("GetServerHealth")
            .WithSummary("How database, disk and hub are.");
        admin
            .MapGet("/settings", GetSettings)
            .ProducesProblems(401, 403)
            .WithName("GetSettings")
            .WithSummary("The settings in force and where each comes from; secrets are never shown.");
        admin
            .MapGet("/audit-log", ListAuditLog)
            .ProducesList<AuditEntryDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("ListAuditLog")
            .WithSummary("Sign-ins and what admins did, newest first.");
        admin
            .MapGet("/audit-log/{id:long}", GetAuditEntry)
            .ProducesProblems(401, 403, 404)
            .WithName("GetAuditEntry")
            .WithSummary("One entry of the audit log.");
    }

    private static Task<Results<Ok<OverviewDto>, Problem>> GetOverview(ApiCall call) =>
        call.SendAsync(new GetOverviewQuery(call.Actor)).ToOk();

    private static Task<Results<Ok<ServerHealthDto>, Problem>> GetHealth(ApiCall call) =>
        call.SendAsync(new GetServerHealthQuery(call.Actor)).ToOk();

    private static Task<Results<Ok<ListResult<SettingDto>>, Problem>> GetSettings(ApiCall call) =>
        call.SendAsync(new GetSettingsQuery(call.Actor)).ToOk();

    private static Task<IResult> ListAuditLog([AsParameters] AuditLogParameters filter, [AsParameters] ListParameters list, ApiCall call)
    {
        var query = filter.ToQuery(call.Actor, list);
        return call.ListAsync(list.Format, query, new ExportAuditLogQuery(query), CsvLists.AuditEntries);
    }

    private static Task<Results<Ok<AuditEntryDto>, Problem>> GetAuditEntry(long id, ApiCall call) =>
        call.SendAsync(new GetAuditEntryQuery(call.Actor, id)).ToOk();
}

/// <summary>What the audit log may be limited to; see <see cref="ListAuditLogQuery"/>.</summary>
/// <param name="Actor">The same as <paramref name="ActorId"/>.</param>
public sealed record AuditLogParameters(
    [FromQuery(Name = "actor")] string? Actor,
    [FromQuery(Name = "actor_id")] string? ActorId,
    [FromQuery(Name = "action")] string? Action,
    [FromQuery(Name = "target")] string? Target,
    [FromQuery(Name = "target_type")] string? TargetType,
    [FromQuery(Name = "from")] WireTime? From,
    [FromQuery(Name = "to")] WireTime? To
)
{
    public ListAuditLogQuery ToQuery(Actor actor, ListParameters list) =>
        new(actor, ActorId ?? Actor, Action, Target, From?.Value, To?.Value, list.Paging, list.Sort, TargetType);
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

        app.MapGet("/health/ready", GetReadiness)
            .AllowAnonymous()
            .Produces<HealthDto>()
            .Produces<HealthDto>(503)
            .ProducesProblems(400)
            .WithTags(Tag)
            .WithName("Ready")
            .WithSummary("The server takes work: it is not stopping, and the database can be written to.");
    }

    private static async Task<IResult> GetReadiness(HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(HealthChecks.ForReadiness), cancellationToken);
        return report.Status == HealthStatus.Healthy
            ? Results.Ok(new HealthDto("ok"))
            : Results.Json(new HealthDto("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <param name="Status">ok or unavailable.</param>
public sealed record HealthDto(string Status);
