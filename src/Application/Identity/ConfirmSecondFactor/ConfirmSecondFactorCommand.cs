using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ConfirmSecondFactor;

/// <summary>
/// Confirms the second factor with a code of the actor's device. From then on each sign-in needs a code, and the other sessions end.
/// </summary>
public sealed record ConfirmSecondFactorCommand(Actor Actor, string? Code) : IRequest<Result<RecoveryCodesDto>>, IAdminRequest;
