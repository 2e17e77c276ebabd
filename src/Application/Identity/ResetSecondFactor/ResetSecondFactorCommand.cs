using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ResetSecondFactor;

/// <summary>Ends a user's second factor and all their sessions, for somebody who has lost device and recovery codes. Its door is the command line alone.</summary>
public sealed record ResetSecondFactorCommand(string? UserId) : IRequest<Result>;
