using LiveChat.Infrastructure.Settings;
using StackExchange.Redis;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// The connection to Redis. It is opened once, when the server starts; after a break it is opened again by itself, and until then every
/// command fails at once, so that nothing waits for Redis.
/// </summary>
internal sealed class RedisLink(RedisSettings settings) : IAsyncDisposable
{
    /// <summary>The longest time that a command may take, in milliseconds.</summary>
    private const int CommandTime = 2000;

    private const int ConnectTime = 3000;
    private const int ReconnectPause = 250;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    private ConnectionMultiplexer? _connection;

    /// <summary>Raised when the connection is lost, and when it is back.</summary>
    public event Action<bool>? Changed;

    /// <summary>The beginning of all names in Redis: each installation has its own, so that several may share one Redis.</summary>
    public string Prefix { get; private set; } = "";

    public bool IsConnected => _connection?.IsConnected == true;

    public IDatabase Database => Connection.GetDatabase();

    public ISubscriber Subscriber => Connection.GetSubscriber();

    private ConnectionMultiplexer Connection => _connection ?? throw new RedisException("The connection to Redis is not open yet.");

    /// <exception cref="SettingsException">Redis can't be reached, or refuses.</exception>
    public async Task OpenAsync(string installation)
    {
        Prefix = $"livechat:{installation}:";
        var options = ReadOptions(settings);
        options.AbortOnConnectFail = true;
        options.ConnectTimeout = ConnectTime;
        options.AsyncTimeout = options.SyncTimeout = CommandTime;
        options.KeepAlive = 5;
        options.HeartbeatInterval = LookInterval;
        options.ReconnectRetryPolicy = new LinearRetry(ReconnectPause);
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ClientName ??= "livechat";
        try
        {
            _connection = await ConnectionMultiplexer.ConnectAsync(options);
        }
        catch (Exception exception) when (IsAtFault(exception))
        {
            throw Unreachable(exception);
        }

        _connection.ConnectionFailed += (_, _) => Changed?.Invoke(false);
        _connection.ConnectionRestored += (_, _) => Changed?.Invoke(true);
    }

    /// <summary>What follows it is advice for programmers.</summary>
    private static string FirstSentence(Exception exception) => exception.Message.ReplaceLineEndings(" ").Split(". ")[0];

    /// <summary>A connection to look at Redis, and not to work with. The caller closes it.</summary>
    /// <exception cref="SettingsException">The setting can't be read.</exception>
    /// <exception cref="RedisException">It can't be reached.</exception>
    public static async Task<ConnectionMultiplexer> ConnectBrieflyAsync(RedisSettings settings)
    {
        var options = ReadOptions(settings);
        options.AbortOnConnectFail = true;
        options.ConnectTimeout = options.AsyncTimeout = CommandTime;
        options.ConnectRetry = 1;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    private static ConfigurationOptions ReadOptions(RedisSettings settings)
    {
        try
        {
            return ConfigurationOptions.Parse(settings.ConnectionString);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(
                $"Redis:ConnectionString can't be read ({exception.Message.ReplaceLineEndings(" ")}). Write it as host:port,password=…."
            );
        }
    }

    /// <summary>Tells whoever starts the server what is wrong.</summary>
    public static SettingsException Unreachable(Exception exception) =>
        new(
            $"Redis:ConnectionString can't be reached ({FirstSentence(exception)}). Check that Redis runs there, that this machine may connect, and that the password is right."
        );

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
    }

    /// <summary>Whether Redis is the cause: gone, too slow, restarting or full.</summary>
    public static bool IsAtFault(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;
}
