using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Conversations;

[Collection(RestTests.Name)]
public sealed class StartConversationTests(ChatServer server)
{
    [Theory]
    [InlineData("buyer", "merchant")]
    [InlineData("buyer", "platform")]
    [InlineData("merchant", "platform")]
    [InlineData("merchant", "buyer")]
    [InlineData("platform", "buyer")]
    [InlineData("platform", "merchant")]
    public async Task StartConversation_WhenRolesMayTalk_ShouldMakeOneForThePairWhoeverBegan(string role, string otherRole)
    {
        var one = await server.CreateUserAsync(role);
        var other = await server.CreateUserAsync(otherRole);

        var made = await StartAsync(one, other.Id).ShouldBe(201);
        var again = await StartAsync(one, other.Id).ShouldBe(200);
        var fromTheOther = await StartAsync(other, one.Id).ShouldBe(200);

        made.ShouldBeConversation();
        Assert.Equal(made.Id(), again.Id());
        Assert.Equal(made.Id(), fromTheOther.Id());
        Assert.Equal(
            ("direct", 0, 0, 0),
            (made.Text("type"), made.Number("last_sequence"), made.Number("revision"), made.Number("unread_count"))
        );
        Assert.True(made.IsNull("title") && made.IsNull("last_message"));
        Assert.Equal(
            new[] { one.Id, other.Id }.Order(StringComparer.Ordinal),
            made.List("participants").Select(p => p.GetProperty("user").Text("id")).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("buyer", "buyer")]
    [InlineData("merchant", "merchant")]
    [InlineData("platform", "platform")]
    public async Task StartConversation_WhenRolesMayNotTalk_ShouldBeNotFound(string role, string otherRole)
    {
        var one = await server.CreateUserAsync(role);
        var other = await server.CreateUserAsync(otherRole);

        await StartAsync(one, other.Id).ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task StartConversation_WhenTargetIsAdminSelfOrUnknown_ShouldAnswerAlike()
    {
        var buyer = await server.CreateBuyerAsync();
        var details = new HashSet<string>();

        foreach (var target in new[] { "a1", buyer.Id, "nobody", "not an id", (await server.CreateBuyerAsync()).Id })
            details.Add((await StartAsync(buyer, target).ShouldBeProblem("not_found")).Text("detail"));

        Assert.Single(details);
    }

    [Fact]
    public async Task StartConversation_WhenAdmin_ShouldBeForbidden() =>
        await StartAsync(server.Admin, (await server.CreateBuyerAsync()).Id).ShouldBeProblem("forbidden");

    [Fact]
    public async Task StartConversation_WhenTargetIsMissing_ShouldNameTheField() =>
        await (await server.CreateBuyerAsync())
            .PostAsync("/api/conversations", new { })
            .ShouldBeProblem("validation_failed", "target_user_id");

    [Fact]
    public async Task StartConversation_WhenThirtyAtOnceFromBothSides_ShouldMakeOne()
    {
        var buyer = await server.CreateBuyerAsync();
        var merchant = await server.CreateMerchantAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? StartAsync(buyer, merchant.Id) : StartAsync(merchant, buyer.Id))
        );

        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(29, answers.Count(a => a.Status == 200));
        Assert.Single(answers.Select(a => a.Body.Id()).Distinct());
        Assert.Equal(1, (await buyer.GetAsync("/api/conversations").ShouldBe(200)).Number("count"));
    }

    [Fact]
    public async Task StartConversation_WhenIdentityIsClaimedInTheBody_ShouldBelieveTheTokenAlone()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var victim = await server.CreateBuyerAsync();

        var started = await buyer
            .PostAsync(
                "/api/conversations",
                new
                {
                    target_user_id = merchant.Id,
                    user_id = victim.Id,
                    sender_id = victim.Id,
                }
            )
            .ShouldBe(200);

        Assert.DoesNotContain(started.List("participants"), p => p.GetProperty("user").Text("id") == victim.Id);
    }

    private static Task<Answer> StartAsync(ChatUser caller, string target) =>
        caller.PostAsync("/api/conversations", new { target_user_id = target });
}
