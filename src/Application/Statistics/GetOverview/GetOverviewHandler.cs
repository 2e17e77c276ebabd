using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Statistics.GetOverview;

public sealed class GetOverviewHandler(IStatisticsReader statistics, TimeProvider clock) : IRequestHandler<GetOverviewQuery, Result<OverviewDto>>
{
    public async Task<Result<OverviewDto>> Handle(GetOverviewQuery request, CancellationToken cancellationToken) =>
        await statistics.OverviewAsync(clock.GetUtcNow(), cancellationToken);
}
