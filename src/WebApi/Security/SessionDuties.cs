using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Authorization;

namespace LiveChat.WebApi.Security;

/// <summary>Marks an endpoint as open to sessions with these duties; without the mark it is closed to sessions with any duty.</summary>
internal sealed record OpenUnder(params IReadOnlyList<SessionDuty> Duties);

/// <summary>
/// Lets a user who has to choose a password or set up a second factor do that and sign out, but nothing else, over REST and hub alike.
/// </summary>
internal static class SessionDuties
{
    public static IApplicationBuilder UseSessionDuties(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint() is { } endpoint
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && context.User.FindActor() is { } actor
                    ? CheckAsync(context, next, endpoint, actor.SessionId)
                    : next(context)
        );

    public static RouteHandlerBuilder OpenUnder(this RouteHandlerBuilder builder, params IReadOnlyList<SessionDuty> duties) =>
        builder.WithMetadata(new OpenUnder(duties));

    private static Task CheckAsync(HttpContext context, RequestDelegate next, Endpoint endpoint, string sessionId)
    {
        // The duty is almost always known at once, so that a hub connection keeps no async frame of this method.
        var duty = context.RequestServices.GetRequiredService<ISessionRegistry>().DutyOfAsync(sessionId, context.RequestAborted);
        return duty is { IsCompletedSuccessfully: true, Result: SessionDuty.None }
            ? next(context)
            : CheckSlowlyAsync(context, next, endpoint, duty);
    }

    private static async Task CheckSlowlyAsync(HttpContext context, RequestDelegate next, Endpoint endpoint, ValueTask<SessionDuty> asked)
    {
        var duty = await asked;
        if (duty == SessionDuty.None || endpoint.Metadata.GetMetadata<OpenUnder>()?.Duties.Contains(duty) == true)
            await next(context);
        else
            await Problems
                .From(
                    duty == SessionDuty.ChangePassword ? IdentityErrors.PasswordMustChange : IdentityErrors.SecondFactorMustBeSetUp,
                    context
                )
                .ExecuteAsync(context);
    }
}
