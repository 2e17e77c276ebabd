using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.EndSecondFactor;

/// <summary>Ends the actor's second factor, on a device's code or a recovery code.</summary>
public sealed record EndSecondFactorCommand(Actor Actor, string? Code) : IRequest<Result>, IAdminRequest;
