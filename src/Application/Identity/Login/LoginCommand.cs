using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.Login;

/// <summary>Signs in by name and password.</summary>
public sealed record LoginCommand(string? Username, string? Password, ClientInfo Client) : IRequest<Result<SessionDto>>;
