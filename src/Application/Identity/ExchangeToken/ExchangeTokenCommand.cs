using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ExchangeToken;

/// <summary>
/// Signs in a user whom a host site vouches for, and creates them the first time. Its endpoint exists where Identity:Hosts is set.
/// </summary>
/// <param name="Token">A JWT signed by the host site.</param>
public sealed record ExchangeTokenCommand(string? Token, ClientInfo Client) : IRequest<Result<SessionDto>>;
