using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Users.ListUsers;

/// <summary>The users whom the actor may see.</summary>
/// <param name="Role">A role's name, or null for all.</param>
/// <param name="Status">A status's name, or null for all.</param>
/// <param name="Search">A part of the name or the id.</param>
/// <param name="Sort">A <see cref="UserColumn"/>; without it the oldest come first.</param>
/// <param name="Ids">Only users with these ids, separated by commas; at most as many as a page holds.</param>
public sealed record ListUsersQuery(Actor Actor, string? Role, string? Status, string? Search, Paging Paging, string? Sort = null, string? Ids = null) : IRequest<Result<ListResult<UserDto>>>, ICostlyRequest
{
    bool ICostlyRequest.IsCostly => Ids is null && (Actor.IsAdmin || !string.IsNullOrEmpty(Search) || Sort is not null);

    internal IReadOnlyList<string> SplitIds() => Ids?.Split(',') ?? [];

    /// <summary>What is asked for, as the audit log keeps it.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
    [
        .. AskedFacts.OfFilter("role", Role), .. AskedFacts.OfFilter("status", Status), .. AskedFacts.Of(AuditFactKind.WordsSought, Search), .. AskedFacts.OfFilter("ids", Ids),
    ];

    internal UserFilter ToFilter() => new(
        Role is null ? null : WireNames<UserRole>.Parse(Role),
        Status is null ? null : WireNames<UserStatus>.Parse(Status),
        Search,
        Ids is null ? null : [.. SplitIds().Select(UserId.From)]);
}
