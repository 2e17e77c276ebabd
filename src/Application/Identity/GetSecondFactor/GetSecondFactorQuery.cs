using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.GetSecondFactor;

/// <summary>Whether the actor signs in with a code besides the password.</summary>
public sealed record GetSecondFactorQuery(Actor Actor) : IRequest<Result<SecondFactorDto>>, IAdminRequest;
