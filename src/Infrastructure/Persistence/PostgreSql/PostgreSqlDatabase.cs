using LiveChat.Infrastructure.Settings;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>Opens connections to the database.</summary>
public sealed class PostgreSqlDatabase : IAsyncDisposable, IDisposable
{
    private const string Example = "Use something like Host=localhost;Database=livechat;Username=livechat;Password=….";

    /// <summary>
    /// How many connections a server opens at most, unless the settings say otherwise. PostgreSQL itself takes 100 by default, which several
    /// servers and the operator's own tools share.
    /// </summary>
    private const int DefaultConnections = 40;

    /// <summary>How long to wait for a connection before the database counts as unavailable, unless the settings say otherwise.</summary>
    private const int DefaultTimeoutSeconds = 5;

    /// <exception cref="SettingsException">The connection string can't be read.</exception>
    public PostgreSqlDatabase(DatabaseSettings settings)
    {
        var synchronousCommit = settings.Durability == Durability.Full ? "on" : "off";
        FirstStatement = $"SELECT pg_current_xact_id()::text, set_config('synchronous_commit', '{synchronousCommit}', true)";
        DataSource = NpgsqlDataSource.Create(Complete(settings.ConnectionString));
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>
    /// The statement with which each writing transaction begins. It gives the transaction its number, which it has to have before it takes
    /// a place in the log (<see cref="PostgreSqlEngine.FindLogEndAsync"/>), and says how durable the commit is, because a pooler hands
    /// connections around.
    /// </summary>
    public string FirstStatement { get; }

    public void Dispose() => DataSource.Dispose();

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();

    private static string Complete(string connectionString)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(
                $"Database:ConnectionString can't be read ({exception.Message.ReplaceLineEndings(" ")}). {Example}"
            );
        }

        if (string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Database))
            throw new SettingsException($"Database:ConnectionString names no host or no database. {Example}");
        // The builder contains every key there is, whether it was given or not.
        if (!builder.ShouldSerialize("Timeout"))
            builder.Timeout = DefaultTimeoutSeconds;
        if (!builder.ShouldSerialize("Maximum Pool Size"))
            builder.MaxPoolSize = DefaultConnections;
        builder.ApplicationName ??= "livechat";
        return builder.ConnectionString;
    }
}
