using System.Net;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LiveChat.WebApi.Limits;

/// <summary>Connects the <see cref="ConnectionGate"/> to Kestrel, and reports to it what happens on connections.</summary>
internal static class GatedConnections
{
    /// <summary>Lets the gate decide about every new connection, on all addresses that the server listens on.</summary>
    public static void UseConnectionGate(this KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint =>
            endpoint.Use(next =>
                async connection =>
                {
                    var gate = endpoint.ApplicationServices.GetRequiredService<ConnectionGate>();
                    if (
                        gate.TryEnter(
                            (connection.RemoteEndPoint as IPEndPoint)?.Address,
                            () => connection.Abort(new ConnectionAbortedException("It gave way to another connection."))
                        )
                        is not { } entered
                    )
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
                }
            )
        );

    /// <summary>Reports when a request begins and ends. Must be the outermost middleware.</summary>
    public static IApplicationBuilder UseGatedRequests(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
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
            }
        );

    /// <summary>Reports who is signed in. Must come after authentication.</summary>
    public static IApplicationBuilder UseSignedInConnections(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<GatedConnection>() is { Places: not null } connection)
                {
                    if (context.User.FindActor() is { } actor)
                        connection.SignedIn(actor.UserId.Value);
                    else if (ApiKeyHandler.IsHostSite(context.User))
                        connection.SignedIn(null);
                }

                return next(context);
            }
        );
}
