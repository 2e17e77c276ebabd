using System.Net;
using LiveChat.IntegrationTests.Support;
using Npgsql;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>PostgreSQL that takes no more under a running server, and then does again.</summary>
public sealed class PostgreSqlBadDayTests
{
    [PostgresDiskFact]
    public async Task Server_WhenTheDatabasesDiskIsFull_ShouldRefuseAndGoOnOnceThereIsRoom()
    {
        // A server of its own: a tablespace whose disk is gone would be in the way of the other tests.
        using var postgres = PostgresServer.Start();
        using var disk = new SmallDisk(megabytes: 48);
        var folder = Directory.CreateDirectory(Path.Combine(disk.Path, "tables")).FullName;
        using var database = await postgres.CreateDatabaseAsync(await postgres.CreateTablespaceAsync(folder));
        await using var server = await PostgreSqlInstallation.StartAsync(database.ConnectionString);

        await RefusesAsync(
            server,
            isForAll: false,
            () =>
            {
                disk.Fill();
                return Task.CompletedTask;
            },
            () =>
            {
                disk.Empty();
                return Task.CompletedTask;
            }
        );
    }

    [PostgresFact]
    public async Task Server_WhenTheDatabaseIsReadOnly_ShouldRefuseAndGoOnOnceItIsNot()
    {
        using var database = await PostgresServer.Shared.CreateDatabaseAsync();
        await using var server = await PostgreSqlInstallation.StartAsync(database.ConnectionString);

        await RefusesAsync(server, isForAll: true, () => SetReadOnlyAsync(database, "on"), () => SetReadOnlyAsync(database, "off"));
    }

    /// <summary>As an administrator does, or a server that others took over from; connections that are open would not notice.</summary>
    private static async Task SetReadOnlyAsync(PostgresDatabase database, string value)
    {
        var own = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Pooling = false,
            Options = "-c default_transaction_read_only=off",
        };
        await using var connection = new NpgsqlConnection(own.ToString());
        await connection.OpenAsync();
        await using var set = new NpgsqlCommand($"ALTER DATABASE {own.Database} SET default_transaction_read_only = {value}", connection);
        await set.ExecuteNonQueryAsync();
        await using var end = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            connection
        );
        await end.ExecuteNonQueryAsync();
    }

    /// <param name="isForAll">Whether nothing at all is written.</param>
    private static async Task RefusesAsync(ChatServer server, bool isForAll, Func<Task> breakAsync, Func<Task> mendAsync)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var acknowledged = new List<string>();
        await SendAsync("before").ShouldBe(201);

        await breakAsync();
        var statuses = new HashSet<int>();
        // What still fits into pages that are there is taken.
        for (var i = 0; i < 2000 && !statuses.Contains(503); i++)
            statuses.Add((await SendAsync(new string('y', 4000))).Status);

        Assert.Contains(503, statuses);
        Assert.DoesNotContain(500, statuses);
        // On a full disk what is short still finds room in pages that are there, a probe's row as well.
        if (isForAll)
            await Eventually.Async(async () =>
                (await server.Anonymous.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable
            );
        await Eventually.Async(async () => (await buyer.GetAsync($"/api/conversations/{conversation}/messages")).Status == 200);

        await mendAsync();
        await Eventually.Async(async () => (await server.Anonymous.GetAsync("/health/ready")).IsSuccessStatusCode);
        await SendAsync("after").ShouldBe(201);
        var held = new HashSet<string>();
        for (long? before = null; ; )
        {
            var page = await merchant
                .GetAsync($"/api/conversations/{conversation}/messages?limit=100{(before is null ? "" : $"&before={before}")}")
                .ShouldBe(200);
            held.UnionWith(page.Results().Select(m => m.Text("client_message_id")));
            if (!page.Flag("has_more"))
                break;
            before = page.Results().First().Number("sequence");
        }

        Assert.All(acknowledged, id => Assert.Contains(id, held));

        async Task<Answer> SendAsync(string content)
        {
            var id = ChatUser.NewClientMessageId();
            var sent = await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(content, id));
            if (sent.Status == 201)
                acknowledged.Add(id);
            return sent;
        }
    }
}

/// <summary>A test with a PostgreSQL server of its own on a file system of its own, which only root may mount.</summary>
internal sealed class PostgresDiskFactAttribute : FactAttribute
{
    public PostgresDiskFactAttribute()
    {
        Skip = SmallDisk.MissingReason ?? (PostgresFactAttribute.IsRequired ? null : PostgresCluster.MissingReason);
    }
}
