using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.WatchFeed;

/// <summary>Allows an admin to watch every conversation live, and records it. The connection's groups are the door's own business.</summary>
public sealed record WatchFeedCommand(Actor Actor, bool Enabled) : IRequest<Result>, IAdminRequest;
