using System.ComponentModel.DataAnnotations;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users
            .MapGet("", List)
            .ProducesList<UserDto>()
            .ProducesProblems(400, 401, 403)
            .WithName("ListUsers")
            .WithSummary("The users whom the caller may see. For admins all of them as a file, with format=csv.");
        users.MapGet("/{id}", Get).ProducesProblems(401, 404).WithName("GetUser").WithSummary("One user, if the caller may see them.");
        users
            .MapPost("/ensure", Ensure)
            .RequireAuthorization(Authentication.AdminOrIntegration)
            .ProducesProblems(400, 401, 403, 409)
            .WithName("EnsureUsers")
            .WithSummary("Creates those that are missing and leaves the others as they are; for admins and the host site's key.");
        users
            .MapPut("/me", UpdateProfile)
            .ProducesProblems(400, 401)
            .WithName("UpdateProfile")
            .WithSummary("Changes what the caller shows of themselves.");
        MapAdministration(users);
        MapSessions(users);
    }

    private static void MapAdministration(RouteGroupBuilder users)
    {
        users
            .MapPost("", Create)
            .ProducesProblems(400, 401, 403, 409)
            .WithName("CreateUser")
            .WithSummary("Makes a user of any role; for admins.");
        users
            .MapPut("/{id}", Update)
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("UpdateUser")
            .WithSummary(
                "Changes a user; another role ends their sessions. With If-Match only the state that the ETag of GET told. For admins."
            );
        users
            .MapPatch("/{id}/status", SetStatus)
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("SetUserStatus")
            .WithSummary("Enables or disables a user; disabling ends their sessions. For admins.");
        users
            .MapPost("/{id}/ban", Ban)
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("BanUser")
            .WithSummary("Disables a user and takes down all that they sent, or what they sent in the last hours. For admins.");
        users
            .MapDelete("/{id}", Delete)
            .ProducesProblems(401, 403, 404, 409, 412)
            .WithName("DeleteUser")
            .WithSummary("Deletes a user softly and ends their sessions. For admins.");
        users
            .MapPut("/{id}/password", SetPassword)
            .ProducesProblems(400, 401, 403, 404, 409, 412)
            .WithName("SetPassword")
            .WithSummary("Gives a user a new password and ends their sessions. For admins.");
    }

    private static void MapSessions(RouteGroupBuilder users)
    {
        users
            .MapGet("/{id}/sessions", ListSessions)
            .ProducesList<UserSessionDto>()
            .ProducesProblems(400, 401, 403, 404)
            .WithName("ListSessions")
            .WithSummary("Where a user is signed in, newest first. For admins.");
        users
            .MapDelete("/{id}/sessions/{session_id:long}", EndSession)
            .ProducesProblems(401, 403, 404)
            .WithName("EndSession")
            .WithSummary("Ends one sign-in of a user. For admins.");
    }

    private static Task<IResult> List([AsParameters] UserListParameters filter, [AsParameters] ListParameters list, ApiCall call)
    {
        var query = filter.ToQuery(call.Actor, list);
        return call.ListAsync(list.Format, query, new ExportUsersQuery(query), CsvLists.Users);
    }

    private static Task<Results<Ok<UserDto>, Problem>> Get(string id, ApiCall call) =>
        call.SendAsync(new GetUserQuery(call.Actor, id)).ToOkWithTag(call);

    private static Task<Results<Ok<ListResult<UserDto>>, Problem>> Ensure(EnsureUsersRequest body, ApiCall call) =>
        call.SendAsync(new EnsureUsersCommand(body.Users, call.Context.User.FindActor(), call.Context.ClientAddress())).ToOk();

    private static Task<Results<Ok<UserDto>, Problem>> UpdateProfile(UpdateProfileRequest body, ApiCall call) =>
        call.SendAsync(new UpdateProfileCommand(call.Actor, body.Description, body.AvatarAttachmentId)).ToOk();

    private static Task<Results<Created<UserDto>, Problem>> Create(CreateUserRequest body, ApiCall call) =>
        call.SendAsync(body.ToCommand(call.Actor)).ToCreated(user => $"/api/users/{user.Id}");

    private static Task<Results<Ok<UserDto>, Problem>> Update(string id, UpdateUserRequest body, ApiCall call) =>
        call.ChangeAsync(id, body.ToCommand(call.Actor, id, call.ExpectedVersions())).ToOkWithTag(call);

    private static Task<Results<Ok<UserDto>, Problem>> SetStatus(string id, SetUserStatusRequest body, ApiCall call) =>
        call.ChangeAsync(id, new SetUserStatusCommand(call.Actor, id, body.Status, call.ExpectedVersions())).ToOkWithTag(call);

    private static Task<Results<Ok<BanDto>, Problem>> Ban(string id, BanUserRequest body, ApiCall call) =>
        call.ChangeAsync(id, new BanUserCommand(call.Actor, id, body.Reason, body.Hours, call.ExpectedVersions()))
            .ToOkWithTag(call, ban => ban.User);

    private static Task<Results<NoContent, Problem>> Delete(string id, ApiCall call) =>
        call.ChangeAsync(id, new DeleteUserCommand(call.Actor, id, call.ExpectedVersions())).ToNoContent();

    private static Task<Results<NoContent, Problem>> SetPassword(string id, SetPasswordRequest body, ApiCall call) =>
        call.ChangeAsync(
                id,
                new SetPasswordCommand(call.Actor, id, body.Password, body.MustChangePassword ?? false, call.ExpectedVersions())
            )
            .ToNoContent();

    private static Task<IResult> ListSessions(string id, [AsParameters] ListParameters list, ApiCall call)
    {
        var query = new ListSessionsQuery(call.Actor, id, list.Paging, list.Sort);
        return call.ListAsync(list.Format, query, new ExportSessionsQuery(query), CsvLists.Sessions);
    }

    private static Task<Results<NoContent, Problem>> EndSession(string id, [FromRoute(Name = "session_id")] long sessionId, ApiCall call) =>
        call.SendAsync(new EndSessionCommand(call.Actor, id, sessionId)).ToNoContent();
}

public static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder app)
    {
        var cards = app.MapGroup("/api/users/{id}/card").WithTags("Cards");
        cards
            .MapGet("", Get)
            .ProducesProblems(401, 403, 404)
            .WithName("GetCard")
            .WithSummary("What the caller has noted about somebody they share a conversation with; for merchants and platform support.");
        cards
            .MapPut("", Set)
            .ProducesProblems(400, 401, 403, 404)
            .WithName("SetCard")
            .WithSummary("Writes the caller's own note and tags about somebody; nobody else sees them.");
    }

    private static Task<Results<Ok<CardDto>, Problem>> Get(string id, ApiCall call) =>
        call.SendAsync(new GetCardQuery(call.Actor, id)).ToOk();

    private static Task<Results<Ok<CardDto>, Problem>> Set(string id, CardRequest body, ApiCall call) =>
        call.SendAsync(new SetCardCommand(call.Actor, id, body.Note, body.Tags)).ToOk();
}

/// <summary>What a list of users may be limited to; see <see cref="ListUsersQuery"/>.</summary>
public sealed record UserListParameters(
    [FromQuery(Name = "role")] string? Role,
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "search")] string? Search,
    [FromQuery(Name = "ids")] string? Ids
)
{
    public ListUsersQuery ToQuery(Actor actor, ListParameters list) => new(actor, Role, Status, Search, list.Paging, list.Sort, Ids);
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
)
{
    public CreateUserCommand ToCommand(Actor actor) =>
        new(actor, Id, Username, Role, Password, Description, AvatarAttachmentId, MustChangePassword ?? false);
}

public sealed record UpdateUserRequest(
    [property: Required] string? Username,
    [property: Required] string? Role,
    string? Description,
    long? AvatarAttachmentId
)
{
    public UpdateUserCommand ToCommand(Actor actor, string id, IReadOnlyList<string>? expectedVersions) =>
        new(actor, id, Username, Role, Description, AvatarAttachmentId, expectedVersions);
}

public sealed record SetUserStatusRequest([property: Required] string? Status);

public sealed record BanUserRequest([property: Required] string? Reason, int? Hours);

public sealed record SetPasswordRequest([property: Required] string? Password, bool? MustChangePassword);

/// <summary>The new note and tags; a field that is left out stays as it is.</summary>
/// <param name="Note">At most 1,000 characters.</param>
/// <param name="Tags">At most 10, each of 1 to 20 characters.</param>
public sealed record CardRequest(string? Note, IReadOnlyList<string>? Tags);
