using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.ExportUsers;

public sealed class ExportUsersHandler(IMediator mediator, IUserReader users, ExportAudit audit) : IRequestHandler<ExportUsersQuery, Result<Export<UserDto>>>
{
    public async Task<Result<Export<UserDto>>> Handle(ExportUsersQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1) }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        await audit.RecordAsync(list.Actor, "users", first.Value.Count, null, list.ToFacts(), cancellationToken);
        return new Export<UserDto>(users.StreamAsync(list.Actor, list.ToFilter(), Sort<UserColumn>.Parse(list.Sort), cancellationToken));
    }
}
