using LiveChat.Application.Statistics;

namespace LiveChat.Application.Abstractions;

/// <summary>Counts users, conversations and messages, and who is online.</summary>
public interface IStatisticsReader
{
    Task<OverviewDto> OverviewAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
