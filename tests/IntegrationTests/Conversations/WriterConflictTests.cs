using LiveChat.IntegrationTests.Persistence;
using LiveChat.IntegrationTests.Support;
using Npgsql;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>A writer whose transaction PostgreSQL breaks off, because another one came in between.</summary>
public sealed class WriterConflictTests(PostgreSqlInstallation installation) : IClassFixture<PostgreSqlInstallation>
{
    /// <summary>As often as the writer can bear it.</summary>
    private const int Refusals = 4;

    private ChatServer Server => installation.Server;

    [PostgresFact]
    public async Task WriteAsync_WhenTwoNodesWaitForEachOther_ShouldStoreBothAndNothingTwice()
    {
        var (buyer, merchant, first) = await Server.CreatePairAsync();
        var other = await Server.CreateBuyerAsync();
        var second = await other.StartConversationAsync(merchant);
        await using var one = await OtherWriter.StartAsync(Server);
        await using var another = await OtherWriter.StartAsync(Server);
        using var bothHaveOne = new Barrier(2);
        var attempts = 0;

        var sent = await Task.WhenAll(
            PostToBothAsync(one, (first, buyer), (second, other)),
            PostToBothAsync(another, (second, other), (first, buyer))
        );

        // One of them was broken off, and began anew.
        Assert.InRange(attempts, 3, int.MaxValue);
        Assert.Equal([1, 1, 2, 2], sent.SelectMany(s => s).Order());
        foreach (var conversation in new[] { first, second })
        {
            Assert.Equal(2, (await merchant.ReadConversationAsync(conversation)).Number("last_sequence"));
            Assert.Equal(2, await merchant.CountUnreadAsync(conversation));
        }

        // Neither says beforehand what it looks up, so each takes its locks in an order of its own.
        async Task<long[]> PostToBothAsync(OtherWriter writer, params (long Conversation, ChatUser Sender)[] places)
        {
            var isFirst = true;
            var result = await writer.WriteAsync<long[]>(
                store =>
                {
                    Interlocked.Increment(ref attempts);
                    var sequences = new List<long>();
                    foreach (var (conversation, sender) in places)
                    {
                        var id = ClientMessageId.From(Guid.NewGuid().ToString());
                        sequences.Add(OtherWriter.Post(store, new ConversationId(conversation), UserId.From(sender.Id), id));
                        if (isFirst)
                            Assert.True(bothHaveOne.SignalAndWait(TimeSpan.FromSeconds(60)));
                        isFirst = false;
                    }

                    return sequences.ToArray();
                },
                new ExpectedLookups()
            );
            return result.Value;
        }
    }

    [PostgresTheory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    public async Task WriteAsync_WhenItsTransactionIsBrokenOff_ShouldTryAgainAndStoreEachOnce(string state)
    {
        var (buyer, merchant, conversation) = await Server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        using (await RefuseAsync(state, Refusals))
        {
            var sent = await Task.WhenAll(Enumerable.Range(1, 10).Select(i => buyer.SendAsync(conversation, $"message {i}")));
            Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), sent.Select(m => m.Number("sequence")).Order());
        }

        await tab.WaitForAsync("MessageReceived", m => m.Number("sequence") == 10);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), tab.Events("MessageReceived").Select(m => m.Number("sequence")));
        Assert.Equal(10, await merchant.CountUnreadAsync(conversation));
    }

    [PostgresFact]
    public async Task WriteAsync_WhenItIsBrokenOffAgainAndAgain_ShouldBeUnavailableAndStoreNothing()
    {
        var (buyer, _, conversation) = await Server.CreatePairAsync();
        using (await RefuseAsync(PostgresErrorCodes.DeadlockDetected, int.MaxValue))
            await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("refused")).ShouldBeProblem("unavailable");

        Assert.Equal(1, (await buyer.SendAsync(conversation, "after")).Number("sequence"));
    }

    /// <summary>Makes the database refuse messages as if another transaction had come in between, so often or until it is disposed.</summary>
    private async Task<IDisposable> RefuseAsync(string state, int times)
    {
        // A sequence goes on although the transaction is rolled back.
        await installation.Database.ExecuteAsync(
            $"""
            CREATE SEQUENCE refusals;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('refusals') <= {times} THEN RAISE EXCEPTION 'broken off' USING ERRCODE = '{state}'; END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER refuse AFTER INSERT ON messages FOR EACH STATEMENT EXECUTE FUNCTION refuse();
            """
        );
        return new Refusal(installation.Database);
    }

    private sealed class Refusal(PostgresDatabase database) : IDisposable
    {
        public void Dispose() =>
            database.ExecuteAsync("DROP TRIGGER refuse ON messages; DROP FUNCTION refuse; DROP SEQUENCE refusals").GetAwaiter().GetResult();
    }
}
