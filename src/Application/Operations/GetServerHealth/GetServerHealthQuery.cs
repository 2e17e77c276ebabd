using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Operations.GetServerHealth;

/// <summary>The health of database, disk and hub.</summary>
public sealed record GetServerHealthQuery(Actor Actor) : IRequest<Result<ServerHealthDto>>, IAdminRequest;
