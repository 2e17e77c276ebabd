using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.Login;

/// <summary>Signs in by name and password.</summary>
/// <param name="Code">A code of the second factor or a recovery code, for users who have one.</param>
public sealed record LoginCommand(string? Username, string? Password, ClientInfo Client, string? Code = null) : IRequest<Result<SessionDto>>
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}
