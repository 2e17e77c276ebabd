using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.BanUser;

/// <summary>Disables a user and takes down their messages. A repeated call continues where the last one stopped.</summary>
/// <param name="Reason">1 to 200 characters, kept in the audit log.</param>
/// <param name="Hours">Takes down only messages of the last hours; null takes down all.</param>
/// <param name="ExpectedVersions">See <see cref="UserVersion"/>; null changes whatever there is.</param>
public sealed record BanUserCommand(Actor Actor, string UserId, string? Reason, int? Hours, IReadOnlyList<string>? ExpectedVersions = null) : IRequest<Result<BanDto>>, IAdminRequest
{
    public const int MaxReasonLength = 200;
    public const int MaxHours = 8760;

    public string? SubjectId => UserId;
}
