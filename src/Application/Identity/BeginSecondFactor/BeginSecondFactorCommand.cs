using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.BeginSecondFactor;

/// <summary>
/// Makes the secret of a second factor. Signing in asks for no code until the factor is confirmed. Beginning again makes another secret.
/// </summary>
public sealed record BeginSecondFactorCommand(Actor Actor) : IRequest<Result<SecondFactorSecretDto>>, IAdminRequest;
