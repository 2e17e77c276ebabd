using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Operations.GetServerHealth;

/// <summary>How database, disk and hub are.</summary>
public sealed record GetServerHealthQuery(Actor Actor) : IRequest<Result<ServerHealthDto>>, IAdminRequest;
