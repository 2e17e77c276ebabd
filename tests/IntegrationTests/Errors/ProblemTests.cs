using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Errors;

[Collection(RestTests.Name)]
public sealed class ProblemTests(ChatServer server)
{
    [Theory]
    [InlineData(null, "会话不存在")]
    [InlineData("zh-CN,zh;q=0.9", "会话不存在")]
    [InlineData("fr", "会话不存在")]
    [InlineData("en", "There is no such conversation.")]
    [InlineData("en-GB,en;q=0.9,zh;q=0.8", "There is no such conversation.")]
    [InlineData("zh;q=0.5,en;q=0.9", "There is no such conversation.")]
    [InlineData("fr,en;q=0.1", "There is no such conversation.")]
    [InlineData("*garbage*;;q=", "会话不存在")]
    public async Task Problem_WhenLanguageIsAsked_ShouldSpeakIt(string? acceptLanguage, string beginning)
    {
        var buyer = await server.CreateBuyerAsync();
        if (acceptLanguage is not null)
            buyer.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", acceptLanguage);

        var problem = await buyer.GetAsync("/api/conversations/1").ShouldBeProblem("not_found");

        Assert.StartsWith(beginning, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"target_user_id":1}""")]
    [InlineData("""{"target_user_id":{}}""")]
    [InlineData("""{"target_user_id":"b1"} trailing""")]
    [InlineData("""{"target_user_id":"b1",}""")]
    [InlineData("""{"target_user_id":"a\u0000b"}""")]
    [InlineData("""{"target_user_id":"\ud800"}""")]
    [InlineData("""{"target_user_id":"\udc00x"}""")]
    [InlineData("""{"other":"\ud800","target_user_id":"nobody"}""", true)]
    public async Task Problem_WhenBodyIsMalformed_ShouldBeValidationFailed(string body, bool mayBeIgnored = false)
    {
        var buyer = await server.CreateBuyerAsync();

        var answer = await buyer.PostTextAsync("/api/conversations", body);

        // What is in an unknown property is never read, so either answer is true to the contract.
        if (mayBeIgnored && answer.Status == 404)
            return;
        await Task.FromResult(answer).ShouldBeProblem("validation_failed");
    }

    [Theory]
    [InlineData("""{"target_user_id":1}""", "target_user_id")]
    [InlineData("""{"target_user_id":[]}""", "target_user_id")]
    [InlineData("""{"target_user_id":"b1",}""", "body")]
    [InlineData("[]", "body")]
    public async Task Problem_WhenValueIsOfAnotherType_ShouldNameItsField(string body, string field)
    {
        var buyer = await server.CreateBuyerAsync();

        var problem = await buyer.PostTextAsync("/api/conversations", body).ShouldBeProblem("validation_failed");

        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Problem_WhenBodyIsNoUtf8_ShouldBeValidationFailed()
    {
        var buyer = await server.CreateBuyerAsync();
        using var content = new ByteArrayContent([.. "{\"target_user_id\":\""u8, 0xED, 0xA0, 0x80, 0xFF, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await Answer.ReadAsync(await buyer.Http.PostAsync("/api/conversations", content)).ShouldBeProblem("validation_failed");
    }

    [Fact]
    public async Task Problem_WhenJsonIsDeep_ShouldBeValidationFailed()
    {
        var buyer = await server.CreateBuyerAsync();
        foreach (var depth in new[] { 17, 10_000 })
        {
            var body = $$"""{"x":{{new string('[', depth)}}{{new string(']', depth)}},"target_user_id":"nobody"}""";
            await buyer.PostTextAsync("/api/conversations", body).ShouldBeProblem("validation_failed");
        }
    }

    [Fact]
    public async Task Problem_WhenBodyIsTooLarge_ShouldBePayloadTooLarge()
    {
        var buyer = await server.CreateBuyerAsync();

        await buyer
            .PostTextAsync("/api/conversations", $$"""{"x":"{{new string('x', 2 * 1024 * 1024)}}"}""")
            .ShouldBeProblem("payload_too_large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Problem_WhenContentTypeIsWrong_ShouldBeUnsupported(string contentType)
    {
        var buyer = await server.CreateBuyerAsync();

        await buyer
            .PostTextAsync("/api/conversations", """{"target_user_id":"m1"}""", contentType)
            .ShouldBeProblem("unsupported_media_type");
    }

    [Theory]
    [InlineData("DELETE", "/api/conversations")]
    [InlineData("PATCH", "/api/conversations/1")]
    [InlineData("POST", "/api/auth/me")]
    [InlineData("GET", "/api/auth/login")]
    [InlineData("PATCH", "/api/users/ensure")]
    public async Task Problem_WhenMethodIsWrong_ShouldSayWhichAreAllowed(string method, string path)
    {
        var buyer = await server.CreateBuyerAsync();
        foreach (var client in new[] { server.Anonymous, buyer.Http })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await client.SendAsync(request);
            Assert.NotEmpty(response.Content.Headers.Allow);
            await Answer.ReadAsync(response).ShouldBeProblem("method_not_allowed");
        }
    }

    [Theory]
    [InlineData("/api/conversations", "GET, HEAD, POST")]
    [InlineData("/api/auth/me", "GET, HEAD")]
    [InlineData("/api/auth/login", "POST")]
    public async Task Problem_WhenMethodIsWrong_ShouldAllowHeadWhereverItAllowsGet(string path, string allowed)
    {
        using var response = await server.Anonymous.PatchAsync(path, null);

        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/chat")]
    [InlineData("/docs/index.html")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/media/avatars/drawn/1/A.svg")]
    [InlineData("/api/auth/me")]
    [InlineData("/api/nothing")]
    [InlineData("/media/nothing")]
    [InlineData("/api/auth/login")]
    public async Task Head_WhereverGetAnswers_ShouldSayTheSameWithoutContent(string path)
    {
        using var get = await server.Anonymous.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await server.Anonymous.SendAsync(request);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/nothing")]
    [InlineData("/API/nothing")]
    [InlineData("/api/conversations/1/nothing")]
    [InlineData("/hubs")]
    [InlineData("/hubs/nothing")]
    [InlineData("/media")]
    [InlineData("/media/uploads/2025/01/01/abc/x.png")]
    [InlineData("/media/..%2f..%2flivechat.db")]
    public async Task Problem_WhenPathIsUnknown_ShouldBeNotFoundForEveryone(string path)
    {
        var buyer = await server.CreateBuyerAsync();
        foreach (var client in new[] { server.Anonymous, buyer.Http, server.Admin.Http })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete })
            {
                using var request = new HttpRequestMessage(method, path);
                await Answer.ReadAsync(await client.SendAsync(request)).ShouldBeProblem("not_found");
            }
        }
    }

    [Theory]
    [InlineData("/api/users?search=%00")]
    [InlineData("/api/users?search=a%00b&page=1")]
    [InlineData("/api/conversations?search=%00")]
    [InlineData("/api/users?search=%ED%A0%80")]
    [InlineData("/api/users/%ED%A0%80")]
    public async Task Problem_WhenAddressHoldsWhatIsNoText_ShouldBeValidationFailed(string path)
    {
        var answer = await RawHttp.GetAsync(server.Address, path, server.Admin.Token);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"validation_failed\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accept-Language: \u00FF,;q=9")]
    [InlineData("Accept-Language: \u00E4\u00B8\u00AD")]
    [InlineData("User-Agent: \u00E4\u00B8\u00AD")]
    [InlineData("Content-Type: \u00FF")]
    [InlineData("X-Api-Key: \u00FF")]
    [InlineData("If-Match: \u00FF")]
    [InlineData("If-None-Match: \u00FF")]
    [InlineData("Origin: http://\u00FF")]
    [InlineData("X-Forwarded-For: \u00FF")]
    [InlineData("traceparent: \u00FF")]
    [InlineData("Accept-Encoding: \u00FF")]
    [InlineData("Cookie: a=\u00FF")]
    public async Task Problem_WhenAHeaderIsNotAscii_ShouldStillBeOne(string header)
    {
        var answer = await RawHttp.GetAsync(server.Address, "/api/users?page=0", server.Admin.Token, header);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"validation_failed\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/users/a%00b")]
    [InlineData("/media/avatars/drawn/1/%00.svg")]
    public async Task Problem_WhenPathHoldsZero_ShouldBeRefused(string path)
    {
        // Kestrel refuses these itself, before there is anything that could say so in words.
        Assert.StartsWith("HTTP/1.1 400 ", await RawHttp.GetAsync(server.Address, path, server.Admin.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/auth/me")]
    [InlineData("POST", "/api/auth/logout")]
    [InlineData("GET", "/api/users")]
    [InlineData("GET", "/api/users/b1")]
    [InlineData("POST", "/api/users/ensure")]
    [InlineData("GET", "/api/conversations")]
    [InlineData("POST", "/api/conversations")]
    [InlineData("GET", "/api/conversations/1")]
    [InlineData("GET", "/api/conversations/1/messages")]
    [InlineData("POST", "/api/conversations/1/messages")]
    [InlineData("PUT", "/api/conversations/1/read")]
    [InlineData("PUT", "/api/conversations/1/preferences")]
    [InlineData("POST", "/api/messages/1/recall")]
    [InlineData("POST", "/hubs/chat/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/hubs/chat")]
    public async Task Problem_WhenNotSignedIn_ShouldBeUnauthenticated(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT")
            request.Content = new StringContent("{", Encoding.UTF8, "application/json");

        await Answer.ReadAsync(await server.Anonymous.SendAsync(request)).ShouldBeProblem("unauthenticated");
    }

    [Fact]
    public async Task Api_WhenAnswering_ShouldNotBeStored()
    {
        var buyer = await server.CreateBuyerAsync();
        foreach (var path in new[] { "/api/auth/me", "/api/conversations", "/api/conversations/1", "/api/nothing", "/api/users?page=0" })
        {
            using var response = await buyer.Http.GetAsync(path);
            Assert.Equal(
                "private, no-store",
                string.Join(
                    ", ",
                    response.Headers.GetValues("Cache-Control").SelectMany(v => v.Split(", ")).Order(StringComparer.Ordinal).Reverse()
                )
            );
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Token_WhenInTheQueryOfRest_ShouldNotCount()
    {
        var buyer = await server.CreateBuyerAsync();

        await Answer
            .ReadAsync(await server.Anonymous.GetAsync($"/api/auth/me?access_token={buyer.Token}"))
            .ShouldBeProblem("unauthenticated");
    }

    [Fact]
    public async Task Demo_WhenHostIsForeign_ShouldBeRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = "evil.example.com";

        using var response = await server.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
