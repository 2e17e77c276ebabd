using LiveChat.Infrastructure.Notifications;
using LiveChat.Infrastructure.Presence;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveChat.WebApi.Hubs;

/// <summary>Registers a connection of the hub when it opens, and removes it when it closes.</summary>
public sealed class ChatConnections(
    IHubContext<ChatHub, IChatClient> hub,
    ConnectionRegistry registry,
    PresenceTracker presence,
    ISessionRegistry sessions,
    ISessionActivity activity
)
{
    public async Task OpenAsync(HubCallerContext context, Actor actor)
    {
        await hub.Groups.AddToGroupAsync(context.ConnectionId, ConnectionGroups.Of(actor.UserId), context.ConnectionAborted);
        var connection = new OpenConnection(
            context.ConnectionId,
            actor.UserId,
            actor.SessionId,
            ExpiryOf(context),
            ended => EndAsync(context, ended),
            () => SendBack(context)
        );
        registry.Add(connection);
        presence.Connected(actor.UserId);
        try
        {
            // The session may have ended between the handshake and the lines above, where neither noticed it.
            if (!await sessions.IsAliveAsync(actor.SessionId, context.ConnectionAborted))
                await connection.EndAsync(new SessionEndedDto(WireNames<SessionEndReason>.Of(SessionEndReason.LoggedOut)));
        }
        catch
        {
            // SignalR reports no disconnection of a connection that failed to open, so its user would stay online.
            Close(context);
            throw;
        }
    }

    public void Close(HubCallerContext context)
    {
        if (registry.Remove(context.ConnectionId) is not { } connection)
            return;
        presence.Disconnected(connection.UserId, connection.Id);
        activity.Seen(connection.SessionId);
    }

    private async Task EndAsync(HubCallerContext context, SessionEndedDto ended)
    {
        await hub.Clients.Client(context.ConnectionId).SessionEnded(ended);
        context.Abort();
    }

    private static void SendBack(HubCallerContext context) =>
        context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();

    private static DateTimeOffset ExpiryOf(HubCallerContext context) =>
        DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(context.User!.FindFirst(JwtRegisteredClaimNames.Exp)!.Value, System.Globalization.CultureInfo.InvariantCulture)
        );
}
