using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ConfirmSecondFactor;

/// <summary>Shows that the actor's device makes the right codes; from then on each sign-in needs one. Their other sessions end.</summary>
public sealed record ConfirmSecondFactorCommand(Actor Actor, string? Code) : IRequest<Result<RecoveryCodesDto>>, IAdminRequest;
