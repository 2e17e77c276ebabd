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
        if (Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") != "all")
            Skip = PostgresServer.MissingReason;
    }
}
