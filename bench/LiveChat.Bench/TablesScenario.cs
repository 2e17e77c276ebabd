using System.Diagnostics;

namespace LiveChat.Bench;

/// <summary>
/// What each list of the console costs with 100,000 users, 1,000,000 messages and as many entries in the audit log: by each order, by each
/// filter, and at its last page.
/// </summary>
internal static class TablesScenario
{
    private const int Users = 100_000;
    private const int Merchants = 5_000;
    private const int Conversations = 50_000;
    private const int Messages = 1_000_000;
    private const int AuditEntries = 1_000_000;
    private const int PageSize = 20;

    private static readonly string[] Lists =
    [
        .. Of(
            "/api/users",
            Users,
            ["id", "username", "role", "status", "last_seen_at", "created_at"],
            [
                "role=merchant",
                "status=disabled",
                "role=buyer&status=active",
                "search=12345",
                "search=nobody",
                "role=buyer&sort=-last_seen_at",
            ]
        ),
        .. Of(
            "/api/conversations",
            Conversations,
            ["id", "participants", "last_message", "last_sequence", "unread_count", "created_at", "updated_at"],
            ["unread=true", "unanswered=true", "online=true", "search=12345", "user_id=user-000001", "unread=true&sort=-unread_count"]
        ),
        .. Of(
            "/api/messages",
            Messages,
            ["id", "conversation_id", "sender_id", "type", "content", "created_at"],
            [
                "conversation_id=77",
                "sender_id=user-000001",
                "type=text",
                "type=image",
                "type=order",
                "from=2023-11-14T22:20:00Z&to=2023-11-14T22:23:20Z",
                "to=2023-11-14T22:23:20Z",
                "type=image&from=2023-11-14T22:23:20Z",
                "search=外套 999999",
            ]
        ),
        .. Of(
            "/api/admin/audit-log",
            AuditEntries,
            ["id", "actor_id", "action", "target", "detail", "address", "created_at"],
            [
                "actor=a1",
                "action=sign_in",
                "action=message_taken_down",
                "target=user-000001",
                "from=2023-11-14T22:20:00Z&to=2023-11-14T22:23:20Z",
                "from=2023-11-14T22:20:00Z",
                "actor=a1&action=sign_in",
                "target=user-000001&action=sign_in",
                "actor=a1&target=user-000020",
                "actor=a1&from=2023-11-14T22:20:00Z",
            ]
        ),
        "/api/users/user-000001/sessions?sort=-last_seen_at",
        "/api/admin/overview",
    ];

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("livechat-bench-").FullName;
        try
        {
            await using (await target.StartAsync(cancellationToken, directory))
            {
                // The first start makes the database.
            }

            Seed.Write(directory, Rows());
            await using var server = await target.StartAsync(cancellationToken, directory);
            var token = await target.SignInAdminAsync(server, cancellationToken);
            var rows = new List<Dictionary<string, object>>();
            foreach (var path in Lists)
                rows.Add(await MeasureAsync(target, server, token, path, options.Runs, cancellationToken));
            Report.Print([.. rows.OrderByDescending(r => (double)r["p50_ms"])]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static IEnumerable<string> Of(string path, int rows, string[] columns, string[] filters) =>
        [
            path,
            $"{path}?page={rows / PageSize / 2}",
            $"{path}?page={rows / PageSize}",
            .. columns.SelectMany(c => (string[])[$"{path}?sort={c}", $"{path}?sort=-{c}", $"{path}?sort={c}&page={rows / PageSize / 2}"]),
            .. filters.Select(f => $"{path}?{f}"),
        ];

    private static async Task<Dictionary<string, object>> MeasureAsync(
        Target target,
        ServerProcess server,
        string token,
        string path,
        int runs,
        CancellationToken cancellationToken
    )
    {
        var times = new List<double>();
        for (var run = -1; run < runs; run++)
        {
            using var http = new KeepAliveClient(server.Port, token);
            await http.ConnectAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            if (await http.GetAsync(new Uri(server.Http.BaseAddress!, path).PathAndQuery, cancellationToken) is not 200 and var status)
                throw new InvalidOperationException($"{path} was answered with {status}.");
            if (run >= 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return new Dictionary<string, object>
        {
            ["scenario"] = "tables",
            ["target"] = target.Name,
            ["p50_ms"] = Report.Percentile(times, 0.5),
            ["longest_ms"] = Math.Round(times[^1], 2),
            ["list"] = path,
        };
    }

    /// <summary>
    /// Messages go round the conversations in turn, one a millisecond; every fiftieth is no text, few conversations wait.
    /// </summary>
    private static string[] Rows() =>
        [
            $"""
                {Numbers(Users)} INSERT INTO users (id, username, normalized_username, role, status, description, last_seen_at, created_at)
                SELECT printf('user-%06d', i), '用户 ' || i, '用户 ' || i,
                    CASE WHEN i <= {Merchants} THEN 2 WHEN i % 1000 = 0 THEN 3 ELSE 1 END,
                    CASE WHEN i % 50 = 0 THEN 2 WHEN i % 90 = 0 THEN 3 ELSE 1 END, '',
                    CASE WHEN i % 3 = 0 THEN NULL ELSE 1700000000000 + i * 7919 % 1000003 END, 1690000000000 + i * 60000
                FROM n
                """,
            $"""
                {Numbers(Conversations)}
                INSERT INTO conversations
                    (id, type, last_sequence, revision, created_at, updated_at, waiting_sequence, waiting_since, waiting_user_id)
                SELECT 100 + i, 1, {Messages / Conversations}, {Messages / Conversations}, 1690000000000 + i,
                    1700000000000 + {Messages} - {Conversations} + i,
                    CASE WHEN i % 100 = 0 THEN 1 END, CASE WHEN i % 100 = 0 THEN 1700000000000 + i END,
                    CASE WHEN i % 100 = 0 THEN printf('user-%06d', {Merchants} + i) END
                FROM n
                """,
            $"""
                {Numbers(Conversations)}
                INSERT INTO participants
                    (conversation_id, user_id, last_read_sequence, unread_count, joined_at, is_pinned, is_muted, is_marked_unread)
                SELECT 100 + i, printf('user-%06d', {Merchants} + i), 0, 0, 1690000000000 + i, 0, 0, 0 FROM n
                UNION ALL SELECT 100 + i, printf('user-%06d', 1 + i % {Merchants}), 0, CASE WHEN i % 10 = 0 THEN i % 7 ELSE 0 END,
                    1690000000000 + i, 0, 0, 0
                FROM n
                """,
            $"""
                {Numbers(Messages)}
                INSERT INTO messages (conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, created_at)
                SELECT 101 + (i - 1) % {Conversations}, 1 + (i - 1) / {Conversations}, 1 + (i - 1) / {Conversations},
                    printf('user-%06d', CASE WHEN (i - 1) / {Conversations} % 2 = 0
                        THEN {Merchants + 1} + (i - 1) % {Conversations}
                        ELSE 1 + (1 + (i - 1) % {Conversations}) % {Merchants} END),
                    'seed-' || i, CASE WHEN i % 50 = 0 THEN 2 WHEN i % 333 = 0 THEN 5 ELSE 1 END, '你好，请问这件外套还有 M 码的吗？ ' || i,
                    zeroblob(16), 1700000000000 + i
                FROM n
                """,
            $"""
                {Numbers(AuditEntries)} INSERT INTO audit_log (actor_id, action, target, detail, address, created_at)
                SELECT CASE WHEN i % 20 = 0 THEN 'a1' WHEN i % 17 = 0 THEN NULL ELSE printf('user-%06d', i % {Users}) END,
                    CASE WHEN i % 5000 = 0 THEN 30 WHEN i % 20 = 0 THEN 20 ELSE 1 END, printf('user-%06d', i % {Users}), '',
                    '10.0.' || (i % 256) || '.' || (i / 256 % 256), 1700000000000 + i
                FROM n
                """,
        ];

    private static string Numbers(int count) => $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})";
}
