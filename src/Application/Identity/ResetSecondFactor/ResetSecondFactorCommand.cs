using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ResetSecondFactor;

/// <summary>
/// Ends a user's second factor and all their sessions, for when device and recovery codes are lost. Only the command line can do it.
/// </summary>
public sealed record ResetSecondFactorCommand(string? UserId) : IRequest<Result>;
