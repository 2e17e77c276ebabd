using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Notifications;
using LiveChat.Infrastructure.Presence;
using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Web;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveChat.WebApi.Hubs;

/// <summary>The real-time door: reads the call, sends it to its use case, and maps the result.</summary>
public sealed class ChatHub(IMediator mediator, ChatConnections connections) : Hub<IChatClient>
{
    public const string Path = "/hubs/chat";

    private Actor Actor => HubCaller.Of(Context).Actor;

    public override Task OnConnectedAsync()
    {
        HubCaller.Remember(Context);
        return connections.OpenAsync(Context, Actor);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Close(Context);
        return Task.CompletedTask;
    }

    public async Task<MessageDto> SendMessage(SendMessageCall call) =>
        Unwrap(
            await mediator.Send(
                new SendMessageCommand(
                    Actor,
                    call.ConversationId,
                    call.ClientMessageId,
                    call.Type,
                    call.Content,
                    call.AttachmentId,
                    call.ReplyToId
                )
            )
        ).Message;

    public async Task<ReadStateDto> MarkRead(MarkReadCall call) =>
        Unwrap(await mediator.Send(new MarkReadCommand(Actor, call.ConversationId, call.Sequence)));

    public async Task<MessageDto> RecallMessage(RecallMessageCall call) =>
        Unwrap(await mediator.Send(new RecallMessageCommand(Actor, call.MessageId)));

    public async Task SetTyping(SetTypingCall call) =>
        Check(await mediator.Send(new SetTypingCommand(Actor, call.ConversationId, call.IsTyping)));

    public async Task<IReadOnlyList<PresenceDto>> WatchPresence(WatchPresenceCall call) =>
        Unwrap(await mediator.Send(new WatchPresenceQuery(Actor, Context.ConnectionId, call.UserIds)));

    public async Task<AllHeadsDto> GetHeads(GetHeadsCall call) => Unwrap(await mediator.Send(new GetHeadsQuery(Actor)));

    /// <summary>Joins or leaves the live feed of every conversation.</summary>
    public async Task WatchAll(WatchAllCall call)
    {
        var actor = Actor with { Address = Context.GetHttpContext()?.ClientAddress() };
        await (
            Unwrap(await mediator.Send(new WatchFeedCommand(actor, call.Enabled)))
                ? Groups.AddToGroupAsync(Context.ConnectionId, ConnectionGroups.Watchers)
                : Groups.RemoveFromGroupAsync(Context.ConnectionId, ConnectionGroups.Watchers)
        );
    }

    private static T Unwrap<T>(Result<T> result) => result.IsSuccess ? result.Value : throw HubErrors.From(result.Error);

    private static void Check(Result result)
    {
        if (!result.IsSuccess)
            throw HubErrors.From(result.Error);
    }
}

/// <summary>What clients send to the hub: one object for each method, as the contract (docs/protocol.md) has it.</summary>
public sealed record SendMessageCall(
    long ConversationId,
    [property: Required] string? ClientMessageId,
    [property: Required] string? Type,
    [property: Required] string? Content,
    long? AttachmentId,
    long? ReplyToId
)
{
    /// <summary>Never contains the content, because SignalR logs arguments as text at its lowest log level.</summary>
    public override string ToString() => nameof(SendMessageCall);
}

public sealed record MarkReadCall(long ConversationId, [property: Required] long? Sequence);

public sealed record RecallMessageCall(long MessageId);

public sealed record SetTypingCall(long ConversationId, bool IsTyping);

public sealed record WatchPresenceCall([property: Required] IReadOnlyList<string>? UserIds);

public sealed record GetHeadsCall;

public sealed record WatchAllCall(bool Enabled);

/// <summary>
/// The actor and the language of a connection, read when it opens, because neither can change. They are kept as a feature: the connection's
/// <c>Items</c> are a concurrent dictionary, which would take 700 bytes for this alone.
/// </summary>
internal sealed record HubCaller(Actor Actor, CultureInfo Language)
{
    public static HubCaller Of(HubCallerContext context) => context.Features.GetRequiredFeature<HubCaller>();

    public static void Remember(HubCallerContext context) =>
        context.Features.Set(
            new HubCaller(
                context.User!.ToActor(),
                context.GetHttpContext() is { } http ? RequestLanguage.Of(http.Request) : CultureInfo.CurrentUICulture
            )
        );
}

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
