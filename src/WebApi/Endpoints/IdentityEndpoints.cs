using System.ComponentModel.DataAnnotations;
using LiveChat.Application.Identity;
using LiveChat.Application.Identity.GetMe;
using LiveChat.Application.Identity.Login;
using LiveChat.Application.Identity.Logout;
using LiveChat.Application.Identity.SignInDemo;
using LiveChat.Application.Users;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Configuration;
using MediatR;

namespace LiveChat.WebApi.Endpoints;

public static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder app, ServerSettings settings)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Identity");

        auth.MapPost("/login", async (LoginRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new LoginCommand(body.Username, body.Password, ClientOf(context)), ct)).ToOk(context))
            .AllowAnonymous().Produces<SessionDto>().ProducesProblems(400, 401, 429)
            .WithName("Login").WithSummary("Signs in by name and password.");

        if (settings.IsDemo)
        {
            auth.MapPost("/demo", async (DemoSignInRequest body, IMediator mediator, HttpContext context, CancellationToken ct) =>
                    (await mediator.Send(new SignInDemoCommand(body.UserId, ClientOf(context)), ct)).ToOk(context))
                .AllowAnonymous().Produces<SessionDto>().ProducesProblems(400, 404)
                .WithName("SignInDemo").WithSummary("Signs in as a demo user. Only in demo mode, and never as an admin.");
        }

        auth.MapGet("/me", async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new GetMeQuery(context.User.ToActor()), ct)).ToOk(context))
            .Produces<UserDto>().ProducesProblems(401)
            .WithName("GetMe").WithSummary("Whose token this is.");

        auth.MapPost("/logout", async (IMediator mediator, HttpContext context, CancellationToken ct) =>
                (await mediator.Send(new LogoutCommand(context.User.ToActor()), ct)).ToNoContent(context))
            .Produces(204).ProducesProblems(401)
            .WithName("Logout").WithSummary("Ends this session and closes its connections.");
    }

    private static ClientInfo ClientOf(HttpContext context) =>
        new(context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent.ToString());
}

public sealed record LoginRequest([property: Required] string? Username, [property: Required] string? Password);

public sealed record DemoSignInRequest([property: Required] string? UserId);
