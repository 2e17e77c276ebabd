using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

internal static class LimitAssertions
{
    /// <summary>Asserts a 429 that says when to come back.</summary>
    public static async Task ShouldBeRefusedForNow(this Task<Answer> answering, int windowSeconds)
    {
        var answer = await answering;
        await Task.FromResult(answer).ShouldBeProblem("rate_limited");
        Assert.InRange(answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, windowSeconds);
    }
}
