using Xunit;

namespace LiveChat.TestDatabases;

/// <summary>A test of what SQLite alone has, such as its file. It is skipped when the tests run on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SqliteFactAttribute : FactAttribute
{
    /// <summary>Why such tests can't run here, or null.</summary>
    public static readonly string? SkipReason = TestDatabase.IsPostgreSql
        ? "It is about SQLite, and these tests run on PostgreSQL (LIVECHAT_TEST_DATABASE)."
        : null;

    public SqliteFactAttribute() => Skip = SkipReason;
}

/// <inheritdoc cref="SqliteFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute() => Skip = SqliteFactAttribute.SkipReason;
}

/// <summary>
/// A test that needs PostgreSQL. Without it the test is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (!IsRequired)
            Skip = PostgresServer.MissingReason;
    }

    /// <summary>Whether a program that is missing fails the tests that need it.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") == "all";
}

/// <inheritdoc cref="PostgresFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (!PostgresFactAttribute.IsRequired)
            Skip = PostgresServer.MissingReason;
    }
}

/// <summary>
/// A test that ends a PostgreSQL server of its own and starts it again, so one that was given does not do. Without the programs the test is
/// skipped, or fails under <c>LIVECHAT_TEST_REQUIRE=all</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresProgramsFactAttribute : FactAttribute
{
    public PostgresProgramsFactAttribute()
    {
        if (!PostgresFactAttribute.IsRequired)
            Skip = PostgresCluster.MissingReason;
    }
}

/// <summary>
/// A test that needs PostgreSQL and Redis. Without them the test is skipped, or fails with the reason under
/// <c>LIVECHAT_TEST_REQUIRE=all</c>. It brings its own database, so it runs once, with the tests on SQLite.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodesFactAttribute : FactAttribute
{
    public const string RunsOnce = "It brings its own database and runs with the tests on SQLite.";

    public NodesFactAttribute()
    {
        if (TestDatabase.IsPostgreSql)
            Skip = RunsOnce;
        else if (!PostgresFactAttribute.IsRequired)
            Skip = PostgresServer.MissingReason ?? RedisServer.MissingReason;
    }
}
