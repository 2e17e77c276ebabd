using System.ComponentModel.DataAnnotations;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Application.Users.EnsureUsers;
using LiveChat.Application.Users.GetUser;
using LiveChat.Application.Users.ListUsers;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");

        users.MapGet("", async (string? role, string? status, string? search, int? page, [FromQuery(Name = "page_size")] int? pageSize, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new ListUsersQuery(context.User.ToActor(), role, status, search, Paging.Of(page, pageSize)), ct)).ToOk(context))
            .Produces<ListResult<UserDto>>().ProducesProblems(400, 401)
            .WithName("ListUsers").WithSummary("The users whom the caller may see.");

        users.MapGet("/{id}", async (string id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new GetUserQuery(context.User.ToActor(), id), ct)).ToOk(context))
            .Produces<UserDto>().ProducesProblems(401, 404)
            .WithName("GetUser").WithSummary("One user, if the caller may see them.");

        users.MapPost("/ensure", async (EnsureUsersRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new EnsureUsersCommand(body.Users), ct)).ToOk(context))
            .RequireAuthorization(Authentication.AdminOrIntegration)
            .Produces<ListResult<UserDto>>().ProducesProblems(400, 401, 403)
            .WithName("EnsureUsers").WithSummary("Creates those that are missing and leaves the others as they are; for admins and the host site's key.");
    }
}

public sealed record EnsureUsersRequest([property: Required] IReadOnlyList<EnsuredUser>? Users);
