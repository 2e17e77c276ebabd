using LiveChat.IntegrationTests.Persistence;

namespace LiveChat.IntegrationTests.Conversations;

/// <inheritdoc cref="TwoWritersCheck"/>
public sealed class TwoWritersTests : IClassFixture<PostgreSqlInstallation>
{
    private readonly TwoWritersCheck _check;

    public TwoWritersTests(PostgreSqlInstallation installation) => _check = new TwoWritersCheck(installation.Server);

    [PostgresFact]
    public Task Messages_WhenTwoNodesSendAtFullSpeed_ShouldHaveEveryNumberOnce() => _check.ShouldNumberEachMessageOnceAsync();

    [PostgresFact]
    public Task Message_WhenItsRetryRunsOnAnotherNode_ShouldBeTheFirstOne() => _check.ShouldGiveTheFirstMessageToARetryAsync();
}
