using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.WatchFeed;

/// <summary>
/// Checks that an admin may watch every conversation live, and records it. The hub itself then adds the connection to its group.
/// </summary>
public sealed record WatchFeedCommand(Actor Actor, bool Enabled) : IRequest<Result>, IAdminRequest;
