using System.ComponentModel.DataAnnotations;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

public static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder app, ServerSettings settings)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Identity");

        auth.MapPost(
                "/login",
                async (LoginRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new LoginCommand(body.Username, body.Password, context.ToClientInfo(), body.Code), ct)).ToOk(
                        context
                    )
            )
            .AllowAnonymous()
            .Produces<SessionDto>()
            .ProducesProblems(400, 401, 429)
            .WithName("Login")
            .WithSummary("Signs in by name and password, and with a code where the user has a second factor.");

        if (settings.IsDemo)
        {
            auth.MapPost(
                    "/demo",
                    async (DemoSignInRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                        (await mediator.Send(new SignInDemoCommand(body.UserId, context.ToClientInfo()), ct)).ToOk(context)
                )
                .AllowAnonymous()
                .Produces<SessionDto>()
                .ProducesProblems(400, 404)
                .WithName("SignInDemo")
                .WithSummary("Signs in as a demo user. Only in demo mode, and never as an admin.");
        }

        if (settings.IsRegistrationEnabled)
        {
            auth.MapPost(
                    "/register",
                    async (RegisterRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                        (
                            await mediator.Send(
                                new RegisterCommand(body.Username, body.Password, body.Role, body.Description, context.ToClientInfo()),
                                ct
                            )
                        ).To(context, session => Results.Created($"/api/users/{session.User.Id}", session))
                )
                .AllowAnonymous()
                .Produces<SessionDto>(201)
                .ProducesProblems(400, 409, 429)
                .WithName("Register")
                .WithSummary("Makes an account for a buyer or a merchant and signs them in. Only where registration is enabled.");
        }

        if (settings.Hosts.All.Count > 0)
        {
            auth.MapPost(
                    "/exchange",
                    async (ExchangeTokenRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                        (await mediator.Send(new ExchangeTokenCommand(body.Token, context.ToClientInfo()), ct)).ToOk(context)
                )
                .AllowAnonymous()
                .Produces<SessionDto>()
                .ProducesProblems(400, 401, 403, 409, 429)
                .WithName("ExchangeToken")
                .WithSummary("Signs in a user whom a host site vouches for. Only where Identity:Hosts is set.");
        }

        auth.MapGet(
                "/me",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetMeQuery(context.ToActor()), ct)).ToOk(context)
            )
            .Produces<UserDto>()
            .ProducesProblems(401)
            .WithName("GetMe")
            .WithSummary("Whose token this is.");

        auth.MapPost(
                "/logout",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new LogoutCommand(context.ToActor()), ct)).ToNoContent(context)
            )
            .OpenUnder(SessionDuty.ChangePassword, SessionDuty.SetUpSecondFactor)
            .Produces(204)
            .ProducesProblems(401)
            .WithName("Logout")
            .WithSummary("Ends this session and closes its connections.");

        auth.MapPut(
                "/password",
                async (ChangePasswordRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (
                        await mediator.Send(new ChangePasswordCommand(context.ToActor(), body.CurrentPassword, body.NewPassword), ct)
                    ).ToNoContent(context)
            )
            .OpenUnder(SessionDuty.ChangePassword, SessionDuty.SetUpSecondFactor)
            .Produces(204)
            .ProducesProblems(400, 401, 429)
            .WithName("ChangePassword")
            .WithSummary("Changes the caller's password and ends their other sessions.");

        MapSecondFactor(auth);
    }

    private static void MapSecondFactor(RouteGroupBuilder auth)
    {
        auth.MapGet(
                "/second-factor",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new GetSecondFactorQuery(context.ToActor()), ct)).ToOk(context)
            )
            .OpenUnder(SessionDuty.SetUpSecondFactor)
            .Produces<SecondFactorDto>()
            .ProducesProblems(401, 403)
            .WithName("GetSecondFactor")
            .WithSummary("Whether the caller signs in with a code besides the password. For admins.");

        auth.MapPost(
                "/second-factor",
                async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new BeginSecondFactorCommand(context.ToActor()), ct)).ToOk(context)
            )
            .OpenUnder(SessionDuty.SetUpSecondFactor)
            .Produces<SecondFactorSecretDto>()
            .ProducesProblems(401, 403, 409)
            .WithName("BeginSecondFactor")
            .WithSummary("Makes the secret for the caller's device, shown once. It is in force once it is confirmed. For admins.");

        auth.MapPut(
                "/second-factor",
                async (SecondFactorCodeRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new ConfirmSecondFactorCommand(context.ToActor(), body.Code), ct)).ToOk(context)
            )
            .OpenUnder(SessionDuty.SetUpSecondFactor)
            .Produces<RecoveryCodesDto>()
            .ProducesProblems(400, 401, 403, 409, 429)
            .WithName("ConfirmSecondFactor")
            .WithSummary(
                "Puts the second factor in force, ends the caller's other sessions, and shows the recovery codes, this once. For admins."
            );

        auth.MapDelete(
                "/second-factor",
                async ([FromBody] SecondFactorCodeRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new EndSecondFactorCommand(context.ToActor(), body.Code), ct)).ToNoContent(context)
            )
            .Produces(204)
            .ProducesProblems(400, 401, 403, 404, 429)
            .WithName("EndSecondFactor")
            .WithSummary("Ends the caller's second factor, on a code of the device or a recovery code. For admins.");
    }
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
