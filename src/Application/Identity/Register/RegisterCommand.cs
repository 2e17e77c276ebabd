using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.Register;

/// <summary>Makes an account for a buyer or a merchant and signs them in. Its endpoint exists where Registration:Enabled is set.</summary>
/// <param name="Role">buyer or merchant.</param>
public sealed record RegisterCommand(string? Username, string? Password, string? Role, string? Description, ClientInfo Client) : IRequest<Result<SessionDto>>
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}
