using LiveChat.Application.Common;
using LiveChat.Application.Conversations;
using LiveChat.Application.Conversations.GetHeads;
using LiveChat.Application.Conversations.MarkRead;
using LiveChat.Application.Conversations.WatchFeed;
using LiveChat.Application.Messages;
using LiveChat.Application.Messages.RecallMessage;
using LiveChat.Application.Messages.SendMessage;
using LiveChat.Application.Presence;
using LiveChat.Application.Presence.SetTyping;
using LiveChat.Application.Presence.WatchPresence;
using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Notifications;
using LiveChat.WebApi.Endpoints;
using MediatR;
using Microsoft.AspNetCore.SignalR;

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
        Unwrap(await mediator.Send(new SendMessageCommand(Actor, call.ConversationId, call.ClientMessageId, call.Type, call.Content, call.AttachmentId, call.ReplyToId))).Message;

    public async Task<ReadStateDto> MarkRead(MarkReadCall call) =>
        Unwrap(await mediator.Send(new MarkReadCommand(Actor, call.ConversationId, call.Sequence)));

    public async Task<MessageDto> RecallMessage(RecallMessageCall call) =>
        Unwrap(await mediator.Send(new RecallMessageCommand(Actor, call.MessageId)));

    public async Task SetTyping(SetTypingCall call) =>
        Check(await mediator.Send(new SetTypingCommand(Actor, call.ConversationId, call.IsTyping)));

    public async Task<IReadOnlyList<PresenceDto>> WatchPresence(WatchPresenceCall call) =>
        Unwrap(await mediator.Send(new WatchPresenceQuery(Actor, Context.ConnectionId, call.UserIds)));

    public async Task<HeadsDto> GetHeads(GetHeadsCall call) =>
        Unwrap(await mediator.Send(new GetHeadsQuery(Actor)));

    /// <summary>Joins or leaves the live feed of every conversation.</summary>
    public async Task WatchAll(WatchAllCall call)
    {
        Check(await mediator.Send(new WatchFeedCommand(Actor with { Address = Context.GetHttpContext()?.ClientAddress() }, call.Enabled)));
        await (call.Enabled
            ? Groups.AddToGroupAsync(Context.ConnectionId, ConnectionGroups.Watchers)
            : Groups.RemoveFromGroupAsync(Context.ConnectionId, ConnectionGroups.Watchers));
    }

    private static T Unwrap<T>(Result<T> result) => result.IsSuccess ? result.Value : throw HubErrors.From(result.Error);

    private static void Check(Result result)
    {
        if (!result.IsSuccess)
            throw HubErrors.From(result.Error);
    }
}
