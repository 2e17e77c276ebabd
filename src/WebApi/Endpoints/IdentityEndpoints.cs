using System.ComponentModel.DataAnnotations;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder app, ServerSettings settings)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Identity");
        MapSignIn(auth, settings);
        auth.MapGet("/me", GetMe).ProducesProblems(401).WithName("GetMe").WithSummary("Whose token this is.");
        auth.MapPost("/logout", Logout)
            .OpenUnder(SessionDuty.ChangePassword, SessionDuty.SetUpSecondFactor)
            .ProducesProblems(401)
            .WithName("Logout")
            .WithSummary("Ends this session and closes its connections.");
        auth.MapPut("/password", ChangePassword)
            .OpenUnder(SessionDuty.ChangePassword, SessionDuty.SetUpSecondFactor)
            .ProducesProblems(400, 401, 429)
            .WithName("ChangePassword")
            .WithSummary("Changes the caller's password and ends their other sessions.");
        MapSecondFactor(auth);
    }

    private static void MapSignIn(RouteGroupBuilder auth, ServerSettings settings)
    {
        auth.MapPost("/login", Login)
            .AllowAnonymous()
            .ProducesProblems(400, 401, 429)
            .WithName("Login")
            .WithSummary("Signs in by name and password, and with a code where the user has a second factor.");
        if (settings.IsDemo)
            auth.MapPost("/demo", SignInDemo)
                .AllowAnonymous()
                .ProducesProblems(400, 404)
                .WithName("SignInDemo")
                .WithSummary("Signs in as a demo user. Only in demo mode, and never as an admin.");
        if (settings.IsRegistrationEnabled)
            auth.MapPost("/register", Register)
                .AllowAnonymous()
                .ProducesProblems(400, 409, 429)
                .WithName("Register")
                .WithSummary("Makes an account for a buyer or a merchant and signs them in. Only where registration is enabled.");
        if (settings.Hosts.All.Count > 0)
            auth.MapPost("/exchange", ExchangeToken)
                .AllowAnonymous()
                .ProducesProblems(400, 401, 403, 409, 429)
                .WithName("ExchangeToken")
                .WithSummary("Signs in a user whom a host site vouches for. Only where Identity:Hosts is set.");
    }

    private static void MapSecondFactor(RouteGroupBuilder auth)
    {
        auth.MapGet("/second-factor", GetSecondFactor)
            .OpenUnder(SessionDuty.SetUpSecondFactor)
            .ProducesProblems(401, 403)
            .WithName("GetSecondFactor")
            .WithSummary("Whether the caller signs in with a code besides the password. For admins.");
        auth.MapPost("/second-factor", BeginSecondFactor)
            .OpenUnder(SessionDuty.SetUpSecondFactor)
            .ProducesProblems(401, 403, 409)
            .WithName("BeginSecondFactor")
            .WithSummary("Makes the secret for the caller's device, shown once. It is in force once it is confirmed. For admins.");
        auth.MapPut("/second-factor", ConfirmSecondFactor)
            .OpenUnder(SessionDuty.SetUpSecondFactor)
            .ProducesProblems(400, 401, 403, 409, 429)
            .WithName("ConfirmSecondFactor")
            .WithSummary(
                "Puts the second factor in force, ends the caller's other sessions, and shows the recovery codes, this once. For admins."
            );
        auth.MapDelete("/second-factor", EndSecondFactor)
            .ProducesProblems(400, 401, 403, 404, 429)
            .WithName("EndSecondFactor")
            .WithSummary("Ends the caller's second factor, on a code of the device or a recovery code. For admins.");
    }

    private static Task<Results<Ok<SessionDto>, Problem>> Login(LoginRequest body, ApiCall call) =>
        call.SendAsync(new LoginCommand(body.Username, body.Password, call.Client, body.Code)).ToOk();

    private static Task<Results<Ok<SessionDto>, Problem>> SignInDemo(DemoSignInRequest body, ApiCall call) =>
        call.SendAsync(new SignInDemoCommand(body.UserId, call.Client)).ToOk();

    private static Task<Results<Created<SessionDto>, Problem>> Register(RegisterRequest body, ApiCall call) =>
        call.SendAsync(new RegisterCommand(body.Username, body.Password, body.Role, body.Description, call.Client))
            .ToCreated(session => $"/api/users/{session.User.Id}");

    private static Task<Results<Ok<SessionDto>, Problem>> ExchangeToken(ExchangeTokenRequest body, ApiCall call) =>
        call.SendAsync(new ExchangeTokenCommand(body.Token, call.Client)).ToOk();

    private static Task<Results<Ok<UserDto>, Problem>> GetMe(ApiCall call) => call.SendAsync(new GetMeQuery(call.Actor)).ToOk();

    private static Task<Results<NoContent, Problem>> Logout(ApiCall call) => call.SendAsync(new LogoutCommand(call.Actor)).ToNoContent();

    private static Task<Results<NoContent, Problem>> ChangePassword(ChangePasswordRequest body, ApiCall call) =>
        call.SendAsync(new ChangePasswordCommand(call.Actor, body.CurrentPassword, body.NewPassword)).ToNoContent();

    private static Task<Results<Ok<SecondFactorDto>, Problem>> GetSecondFactor(ApiCall call) =>
        call.SendAsync(new GetSecondFactorQuery(call.Actor)).ToOk();

    private static Task<Results<Ok<SecondFactorSecretDto>, Problem>> BeginSecondFactor(ApiCall call) =>
        call.SendAsync(new BeginSecondFactorCommand(call.Actor)).ToOk();

    private static Task<Results<Ok<RecoveryCodesDto>, Problem>> ConfirmSecondFactor(SecondFactorCodeRequest body, ApiCall call) =>
        call.SendAsync(new ConfirmSecondFactorCommand(call.Actor, body.Code)).ToOk();

    private static Task<Results<NoContent, Problem>> EndSecondFactor([FromBody] SecondFactorCodeRequest body, ApiCall call) =>
        call.SendAsync(new EndSecondFactorCommand(call.Actor, body.Code)).ToNoContent();
}

public sealed record LoginRequest([property: Required] string? Username, [property: Required] string? Password, string? Code);

public sealed record SecondFactorCodeRequest([property: Required] string? Code);

public sealed record RegisterRequest(
    [property: Required] string? Username,
    [property: Required] string? Password,
    [property: Required] string? Role,
    string? Description
);

public sealed record DemoSignInRequest([property: Required] string? UserId);

public sealed record ExchangeTokenRequest([property: Required] string? Token);

public sealed record ChangePasswordRequest([property: Required] string? CurrentPassword, [property: Required] string? NewPassword);
