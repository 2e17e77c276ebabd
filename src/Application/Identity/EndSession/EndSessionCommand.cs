using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.EndSession;

/// <summary>Ends one session of a user and closes its connections.</summary>
public sealed record EndSessionCommand(Actor Actor, string UserId, long SessionId) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}
