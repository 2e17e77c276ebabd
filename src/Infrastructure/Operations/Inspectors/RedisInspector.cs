using System.Globalization;
using LiveChat.Infrastructure.Nodes.Redis;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>Whether Redis can be reached, and how long it takes to answer.</summary>
internal sealed class RedisInspector(RedisSettings settings) : IInspector
{
    /// <summary>Pushes to users of other servers take at least this long.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    public CheckKind Kind => CheckKind.Redis;

    public async Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await RedisLink.ConnectBrieflyAsync(settings);
            await connection.GetDatabase().PingAsync();
            var took = await connection.GetDatabase().PingAsync();
            return
            [
                new Finding(
                    Kind,
                    took > Slow ? FindingStatus.Warning : FindingStatus.Ok,
                    took > Slow ? "RedisSlow" : "RedisAnswers",
                    connection.GetServers()[0].Version,
                    took.TotalMilliseconds.ToString("0.##", CultureInfo.InvariantCulture)
                ),
            ];
        }
        catch (SettingsException exception)
        {
            return [new Finding(Kind, FindingStatus.Fault, "RedisUnreachable", exception.Message)];
        }
        catch (Exception exception) when (RedisLink.IsAtFault(exception))
        {
            return [new Finding(Kind, FindingStatus.Fault, "RedisUnreachable", RedisLink.Unreachable(exception).Message)];
        }
    }
}
