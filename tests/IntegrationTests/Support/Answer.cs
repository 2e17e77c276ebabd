using System.Net.Http.Headers;
using System.Text.Json;

namespace LiveChat.IntegrationTests.Support;

/// <summary>What the server answered: the raw JSON, so that a test sees the names that a client sees.</summary>
public sealed record Answer(int Status, JsonElement Body, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            var contentType = response.Content.Headers.ContentType?.MediaType;
            var body = contentType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonElement.Parse(text) : default;
            return new Answer((int)response.StatusCode, body, response.Headers, contentType, text);
        }
    }
}

public static class AnswerAssertions
{
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["validation_failed"] = 400,
        ["unauthenticated"] = 401,
        ["forbidden"] = 403,
        ["not_found"] = 404,
        ["method_not_allowed"] = 405,
        ["request_timeout"] = 408,
        ["conflict"] = 409,
        ["precondition_failed"] = 412,
        ["second_factor_required"] = 401,
        ["payload_too_large"] = 413,
        ["unsupported_media_type"] = 415,
        ["rate_limited"] = 429,
        ["internal"] = 500,
        ["unavailable"] = 503,
    };

    public static async Task<JsonElement> ShouldBe(this Task<Answer> answering, int status)
    {
        var answer = await answering;
        Assert.True(answer.Status == status, $"Expected {status}, but the answer was {answer.Status}: {answer.Text}");
        return answer.Body;
    }

    /// <summary>Asserts the whole shape of a problem, and returns it.</summary>
    public static async Task<JsonElement> ShouldBeProblem(this Task<Answer> answering, string code, string? field = null)
    {
        var answer = await answering;
        Assert.True(answer.Status == Statuses[code], $"Expected {code}, but the answer was {answer.Status}: {answer.Text}");
        Assert.Equal("application/problem+json", answer.ContentType);
        var problem = answer.Body;
        var hasErrors = problem.TryGetProperty("errors", out var errors);
        problem.ShouldHaveOnly([
            "type",
            "title",
            "status",
            "detail",
            "code",
            "trace_id",
            .. hasErrors ? ["errors"] : Array.Empty<string>(),
        ]);
        Assert.Equal(code, problem.Text("code"));
        Assert.Equal(answer.Status, problem.Number("status"));
        Assert.NotEmpty(problem.Text("detail"));
        Assert.NotEmpty(problem.Text("title"));
        Assert.NotEmpty(problem.Text("trace_id"));
        if (field is not null)
            Assert.True(
                hasErrors && errors.TryGetProperty(field, out var messages) && messages.GetArrayLength() > 0,
                $"There is no error for '{field}' in {problem}"
            );
        return problem;
    }
}
