using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Users.EnsureUsers;

public sealed class EnsureUsersHandler(IUnitOfWork unitOfWork, IUserRepository users, NameGuard names, Auditor auditor, UserPresenter presenter, TimeProvider clock)
    : IRequestHandler<EnsureUsersCommand, Result<ListResult<UserDto>>>
{
    public async Task<Result<ListResult<UserDto>>> Handle(EnsureUsersCommand request, CancellationToken cancellationToken)
    {
        var asked = request.Users!.Select(u => (Id: UserId.From(u.Id!), User: u, Role: WireNames<UserRole>.Parse(u.Role!))).ToList();
        var there = (await users.FindAsync(asked.Select(a => a.Id).ToHashSet(), cancellationToken)).Select(u => u.Id).ToHashSet();
        // When an id is given twice, the first one is created.
        var named = asked.Where(a => !there.Contains(a.Id)).GroupBy(a => a.Id).ToDictionary(g => g.Key, g => (NameOf(g.First().Id, g.First().User, g.First().Role), g.First().Role));
        if (await names.CheckAsync(named, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        return await unitOfWork.ExecuteAsync<Result<ListResult<UserDto>>>(
            async ct =>
            {
                var known = (await users.FindAsync(asked.Select(a => a.Id).ToHashSet(), ct)).ToDictionary(u => u.Id);
                foreach (var (id, ensured, role) in asked)
                {
                    if (known.ContainsKey(id))
                        continue;
                    var user = User.Create(id, NameOf(id, ensured, role), role, clock.GetUtcNow(), ensured.Description, ensured.Avatar);
                    users.Add(user);
                    known.Add(id, user);
                    var created = new AuditFact(AuditFactKind.Created, role.ToString(), user.Username);
                    auditor.Record(
                        request.Actor?.UserId, request.Address, AuditAction.UserCreated, id, request.Actor is null ? [created, new AuditFact(AuditFactKind.ByApiKey)] : [created]);
                }

                return new ListResult<UserDto>(asked.Count, [.. asked.Select(a => presenter.Present(known[a.Id]))]);
            },
            cancellationToken);
    }

    private static string NameOf(UserId id, EnsuredUser ensured, UserRole role) => ensured.Username ?? NameFor(id, role);

    /// <summary>A readable name made of role and id, such as 商家8; the id alone where that is too long for a name.</summary>
    private static string NameFor(UserId id, UserRole role)
    {
        var name = ErrorText.Of($"DefaultName.{role}", id.Value);
        return name.Length <= User.MaxUsernameLength ? name : id.Value;
    }
}
