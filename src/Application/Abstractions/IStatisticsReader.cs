using LiveChat.Application.Statistics;

namespace LiveChat.Application.Abstractions;

/// <summary>Counts what is stored and who is there.</summary>
public interface IStatisticsReader
{
    Task<OverviewDto> OverviewAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
