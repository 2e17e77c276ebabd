using System.Runtime.CompilerServices;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Identity.ListSessions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.ExportSessions;

public sealed class ExportSessionsHandler(IMediator mediator, ISessionRepository sessions, ISessionActivity activity, TimeProvider clock, ExportAudit audit) : IRequestHandler<ExportSessionsQuery, Result<Export<UserSessionDto>>>
{
    public async Task<Result<Export<UserSessionDto>>> Handle(ExportSessionsQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1) }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        await audit.RecordAsync(list.Actor, "sessions", first.Value.Count, list.UserId, [], cancellationToken);
        return new Export<UserSessionDto>(RowsAsync(list, cancellationToken));
    }

    /// <summary>A user has few sessions, so they are read all at once.</summary>
    private async IAsyncEnumerable<UserSessionDto> RowsAsync(ListSessionsQuery list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var everything = new Paging(1, int.MaxValue);
        var alive = await sessions.ListAliveAsync(UserId.From(list.UserId), clock.GetUtcNow(), Sort<SessionColumn>.Parse(list.Sort), everything, cancellationToken);
        foreach (var session in alive.Results)
            yield return UserSessionDto.From(session, activity.LastSeenAt(session));
    }
}
