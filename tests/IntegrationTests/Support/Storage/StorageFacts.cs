namespace LiveChat.IntegrationTests.Support.Storage;

/// <summary>
/// A test that needs an S3 store. Without it the test is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class S3FactAttribute : FactAttribute
{
    public S3FactAttribute() => Skip = SkipReason;

    public static string? SkipReason { get; } =
        TestDatabase.IsPostgreSql ? "It does not depend on the database, and is run with SQLite."
        : Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") == "all" ? null
        : RadosGateway.MissingReason;
}

/// <inheritdoc cref="S3FactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class S3TheoryAttribute : TheoryAttribute
{
    public S3TheoryAttribute() => Skip = S3FactAttribute.SkipReason;
}

/// <summary>A test of files in a directory. It is skipped when the tests keep files in a bucket.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DirectoryFactAttribute : FactAttribute
{
    /// <summary>Why such tests can't run here, or null.</summary>
    public static readonly string? SkipReason = TestFiles.IsS3
        ? "It is about the media directory, and these tests keep files in a bucket (LIVECHAT_TEST_STORAGE)."
        : null;

    public DirectoryFactAttribute() => Skip = SkipReason;
}

/// <inheritdoc cref="DirectoryFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DirectoryTheoryAttribute : TheoryAttribute
{
    public DirectoryTheoryAttribute() => Skip = DirectoryFactAttribute.SkipReason;
}
