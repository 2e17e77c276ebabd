using LiveChat.Application.Audit;
using LiveChat.Application.Audit.ListAuditLog;
using LiveChat.Application.Common;
using LiveChat.Application.Statistics;
using LiveChat.Application.Statistics.GetOverview;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Administration");

        admin.MapGet("/overview", async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new GetOverviewQuery(context.ToActor()), ct)).ToOk(context))
            .Produces<OverviewDto>().ProducesProblems(401, 403)
            .WithName("GetOverview").WithSummary("How much there is, and what is going on right now.");

        admin.MapGet("/audit-log", async (string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to, int? page, [FromQuery(Name = "page_size")] int? pageSize, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new ListAuditLogQuery(context.ToActor(), actor, action, target, from, to, Paging.Of(page, pageSize)), ct)).ToOk(context))
            .Produces<ListResult<AuditEntryDto>>().ProducesProblems(400, 401, 403)
            .WithName("ListAuditLog").WithSummary("Sign-ins and what admins did, newest first.");
    }
}
