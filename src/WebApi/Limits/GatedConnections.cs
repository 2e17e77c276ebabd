using System.Net;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LiveChat.WebApi.Limits;

/// <summary>Puts the <see cref="ConnectionGate"/> where connections come in, and tells it what goes on over them.</summary>
internal static class GatedConnections
{
    /// <summary>Asks the gate for every connection to any of the addresses that the server listens on.</summary>
    public static void UseConnectionGate(this KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
    {
        var gate = endpoint.ApplicationServices.GetRequiredService<ConnectionGate>();
        if (gate.TryEnter((connection.RemoteEndPoint as IPEndPoint)?.Address, () => connection.Abort(new ConnectionAbortedException("It gave way to another connection."))) is not { } entered)
        {
            connection.Abort(new ConnectionAbortedException("There is no room for another connection."));
            return;
        }

        connection.Features.Set(entered);
        try
        {
            await next(connection);
        }
        finally
        {
            gate.Leave(entered);
        }
    }));

    /// <summary>Goes around everything else that sees a request.</summary>
    public static IApplicationBuilder UseGatedRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<GatedConnection>() is not { } connection)
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            connection.Waits();
        else
            connection.RequestRead();
        try
        {
            await next(context);
        }
        finally
        {
            connection.Waits();
        }
    });

    /// <summary>Goes behind the authentication.</summary>
    public static IApplicationBuilder UseSignedInConnections(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<GatedConnection>() is { Places: not null } connection)
        {
            if (context.User.FindActor() is { } actor)
                connection.SignedIn(actor.UserId.Value);
            else if (context.User.Identities.Any(i => i.AuthenticationType == ApiKeyHandler.Scheme))
                connection.SignedIn(null);
        }

        return next(context);
    });
}
