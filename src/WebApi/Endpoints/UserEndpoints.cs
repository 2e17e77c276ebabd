using System.ComponentModel.DataAnnotations;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");

        users
            .MapGet(
                "",
                async (
                    string? role,
                    string? status,
                    string? search,
                    string? ids,
                    string? sort,
                    int? page,
                    [FromQuery(Name = "page_size")] int? pageSize,
                    string? format,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) =>
                {
                    var query = new ListUsersQuery(context.ToActor(), role, status, search, Paging.Of(page, pageSize), sort, ids);
                    return await context.InFormatAsync(
                        format,
                        async () => (await mediator.Send(query, ct)).ToOk(context),
                        async () => (await mediator.Send(new ExportUsersQuery(query), ct)).ToCsv(context)
                    );
                }
            )
            .ProducesList<UserDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("ListUsers")
            .WithSummary("The users whom the caller may see. For admins all of them as a file, with format=csv.");

        users
            .MapGet(
                "/{id}",
                async (string id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetUserQuery(context.ToActor(), id), ct)).ToOkWithTag(context)
            )
            .Produces<UserDto>()
            .ProducesProblems(401, 404)
            .WithName("GetUser")
            .WithSummary("One user, if the caller may see them.");

        users
            .MapPost(
                "/ensure",
                async (EnsureUsersRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new EnsureUsersCommand(body.Users, context.User.FindActor(), context.ClientAddress()), ct)).ToOk(
                        context
                    )
            )
            .RequireAuthorization(Authentication.AdminOrIntegration)
            .Produces<ListResult<UserDto>>()
            .ProducesProblems(400, 401, 403, 409)
            .WithName("EnsureUsers")
            .WithSummary("Creates those that are missing and leaves the others as they are; for admins and the host site's key.");

        users
            .MapPut(
                "/me",
                async (UpdateProfileRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new UpdateProfileCommand(context.ToActor(), body.Description, body.AvatarAttachmentId), ct)).ToOk(
                        context
                    )
            )
            .Produces<UserDto>()
            .ProducesProblems(400, 401)
            .WithName("UpdateProfile")
            .WithSummary("Changes what the caller shows of themselves.");

        MapAdministration(users);
    }

    private static void MapAdministration(RouteGroupBuilder users)
    {
        users
            .MapPost(
                "",
                async (CreateUserRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator.Send(
                            new CreateUserCommand(
                                context.ToActor(),
                                body.Id,
                                body.Username,
                                body.Role,
                                body.Password,
                                body.Description,
                                body.AvatarAttachmentId,
                                body.MustChangePassword ?? false
                            ),
                            ct
                        )
                    ).To(context, user => Results.Created($"/api/users/{user.Id}", user))
            )
            .Produces<UserDto>(201)
            .ProducesProblems(400, 401, 403, 409)
            .WithName("CreateUser")
            .WithSummary("Makes a user of any role; for admins.");

        users
            .MapPut(
                "/{id}",
                async (string id, UpdateUserRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator
                            .Send(
                                new UpdateUserCommand(
                                    context.ToActor(),
                                    id,
                                    body.Username,
                                    body.Role,
                                    body.Description,
                                    body.AvatarAttachmentId,
                                    context.Request.ExpectedVersions()
                                ),
                                ct
                            )
                            .TellCurrentAsync(id, mediator, context)
                    ).ToOkWithTag(context)
            )
            .Produces<UserDto>()
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("UpdateUser")
            .WithSummary(
                "Changes a user; another role ends their sessions. With If-Match only the state that the ETag of GET told. For admins."
            );

        users
            .MapPatch(
                "/{id}/status",
                async (string id, SetUserStatusRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator
                            .Send(new SetUserStatusCommand(context.ToActor(), id, body.Status, context.Request.ExpectedVersions()), ct)
                            .TellCurrentAsync(id, mediator, context)
                    ).ToOkWithTag(context)
            )
            .Produces<UserDto>()
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("SetUserStatus")
            .WithSummary("Enables or disables a user; disabling ends their sessions. For admins.");

        users
            .MapPost(
                "/{id}/ban",
                async (string id, BanUserRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator
                            .Send(
                                new BanUserCommand(context.ToActor(), id, body.Reason, body.Hours, context.Request.ExpectedVersions()),
                                ct
                            )
                            .TellCurrentAsync(id, mediator, context)
                    ).ToOkWithTag(context, ban => ban.User)
            )
            .Produces<BanDto>()
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("BanUser")
            .WithSummary("Disables a user and takes down all that they sent, or what they sent in the last hours. For admins.");

        users
            .MapDelete(
                "/{id}",
                async (string id, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator
                            .Send(new DeleteUserCommand(context.ToActor(), id, context.Request.ExpectedVersions()), ct)
                            .TellCurrentAsync(id, mediator, context)
                    ).ToNoContent(context)
            )
            .Produces(204)
            .ProducesProblems(401, 403, 404, 409, 412)
            .WithName("DeleteUser")
            .WithSummary("Deletes a user softly and ends their sessions. For admins.");

        users
            .MapPut(
                "/{id}/password",
                async (string id, SetPasswordRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator
                            .Send(
                                new SetPasswordCommand(
                                    context.ToActor(),
                                    id,
                                    body.Password,
                                    body.MustChangePassword ?? false,
                                    context.Request.ExpectedVersions()
                                ),
                                ct
                            )
                            .TellCurrentAsync(id, mediator, context)
                    ).ToNoContent(context)
            )
            .Produces(204)
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("SetPassword")
            .WithSummary("Gives a user a new password and ends their sessions. For admins.");

        users
            .MapGet(
                "/{id}/sessions",
                async (
                    string id,
                    string? sort,
                    int? page,
                    [FromQuery(Name = "page_size")] int? pageSize,
                    string? format,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) =>
                {
                    var query = new ListSessionsQuery(context.ToActor(), id, Paging.Of(page, pageSize), sort);
                    return await context.InFormatAsync(
                        format,
                        async () => (await mediator.Send(query, ct)).ToOk(context),
                        async () => (await mediator.Send(new ExportSessionsQuery(query), ct)).ToCsv(context)
                    );
                }
            )
            .ProducesList<UserSessionDto>()
            .ProducesProblems(400, 401, 403, 404)
            .WithName("ListSessions")
            .WithSummary("Where a user is signed in, newest first. For admins.");

        users
            .MapDelete(
                "/{id}/sessions/{session_id:long}",
                async (
                    string id,
                    [FromRoute(Name = "session_id")] long sessionId,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) => (await mediator.Send(new EndSessionCommand(context.ToActor(), id, sessionId), ct)).ToNoContent(context)
            )
            .Produces(204)
            .ProducesProblems(401, 403, 404)
            .WithName("EndSession")
            .WithSummary("Ends one sign-in of a user. For admins.");
    }
}

public sealed record EnsureUsersRequest([property: Required] IReadOnlyList<EnsuredUser>? Users);

public sealed record UpdateProfileRequest(string? Description, long? AvatarAttachmentId);

public sealed record CreateUserRequest(
    string? Id,
    [property: Required] string? Username,
    [property: Required] string? Role,
    string? Password,
    string? Description,
    long? AvatarAttachmentId,
    bool? MustChangePassword
);

public sealed record UpdateUserRequest(
    [property: Required] string? Username,
    [property: Required] string? Role,
    string? Description,
    long? AvatarAttachmentId
);

public sealed record SetUserStatusRequest([property: Required] string? Status);

public sealed record BanUserRequest([property: Required] string? Reason, int? Hours);

public sealed record SetPasswordRequest([property: Required] string? Password, bool? MustChangePassword);
