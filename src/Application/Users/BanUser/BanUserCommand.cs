using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.BanUser;

/// <summary>Disables a user and takes down what they sent. Called again it goes on where it was stopped.</summary>
/// <param name="Reason">1 to 200 characters, kept in the audit log.</param>
/// <param name="Hours">Only what they sent in so many hours; null for all.</param>
public sealed record BanUserCommand(Actor Actor, string UserId, string? Reason, int? Hours) : IRequest<Result<BanDto>>, IAdminRequest
{
    public const int MaxReasonLength = 200;
    public const int MaxHours = 8760;

    public string? SubjectId => UserId;
}
