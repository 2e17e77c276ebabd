using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.SignInDemo;

/// <summary>Signs in as any buyer, merchant or platform user without a password. Its endpoint exists only in demo mode.</summary>
public sealed record SignInDemoCommand(string? UserId, ClientInfo Client) : IRequest<Result<SessionDto>>;
