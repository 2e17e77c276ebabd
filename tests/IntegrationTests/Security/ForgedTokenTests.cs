using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>Every token but our own is nobody's, at both doors.</summary>
public class ForgedTokenTests : IAsyncLifetime
{
    private const string Key = "the-signing-key-of-this-server-is-long";

    private ChatServer _server = null!;

    public async Task InitializeAsync() => _server = await ChatServer.StartAsync($"--Jwt:SigningKey={Key}");

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Token_WhenForged_ShouldBeUnauthenticatedAtBothDoors()
    {
        var buyer = await _server.CreateBuyerAsync();
        Dictionary<string, object> Claims(params (string Name, object? Value)[] changes)
        {
            var claims = SignedToken.ReadClaims(buyer.Token).EnumerateObject().ToDictionary(c => c.Name, object (c) => c.Value);
            foreach (var (name, value) in changes)
            {
                claims.Remove(name);
                if (value is not null)
                    claims[name] = value;
            }

            return claims;
        }

        var past = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1;
        var forged = new Dictionary<string, string>
        {
            ["nothing"] = "x",
            ["three parts"] = "a.b.c",
            ["alg none"] = SignedToken.Create("none", Claims(("role", "admin"), ("sub", "a1")), _ => []),
            ["alg nOnE"] = SignedToken.Create("nOnE", Claims(), _ => []),
            ["alg none with the signature"] = SignedToken.Create(
                "none",
                Claims(),
                bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), bytes)
            ),
            ["other algorithm"] = SignedToken.Create("HS512", Claims(), bytes => HMACSHA512.HashData(Encoding.UTF8.GetBytes(Key), bytes)),
            ["other key"] = SignedToken.Hs256(Claims(), "another-key-that-is-long-enough-too"),
            ["other issuer"] = SignedToken.Hs256(Claims(("iss", "shop")), Key),
            ["no issuer"] = SignedToken.Hs256(Claims(("iss", null)), Key),
            ["other audience"] = SignedToken.Hs256(Claims(("aud", "other")), Key),
            ["expired"] = SignedToken.Hs256(Claims(("exp", past)), Key),
            ["no expiry"] = SignedToken.Hs256(Claims(("exp", null)), Key),
            ["no subject"] = SignedToken.Hs256(Claims(("sub", null)), Key),
            ["no role"] = SignedToken.Hs256(Claims(("role", null)), Key),
            ["no session"] = SignedToken.Hs256(Claims(("jti", null)), Key),
            ["a session that never was"] = SignedToken.Hs256(Claims(("jti", "0123456789abcdef0123456789abcdef")), Key),
            ["edited role"] = SignedToken.WithPayload(
                buyer.Token,
                SignedToken.ReadClaims(buyer.Token).GetRawText().Replace("\"buyer\"", "\"admin\"", StringComparison.Ordinal)
            ),
            ["edited subject"] = SignedToken.WithPayload(
                buyer.Token,
                SignedToken.ReadClaims(buyer.Token).GetRawText().Replace(buyer.Id, "a1", StringComparison.Ordinal)
            ),
            ["signature cut off"] = buyer.Token[..(buyer.Token.LastIndexOf('.') + 1)],
            ["a host's token"] = SignedToken.Hs256(Claims(("iss", "shop")), "a-key-of-the-host-site-with-more-than-32-bytes"),
        };

        foreach (var (name, token) in forged)
        {
            foreach (var path in new[] { "/api/auth/me", "/api/admin/overview", $"/hubs/chat?access_token={token}", "/hubs/chat" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (!path.Contains("access_token", StringComparison.Ordinal))
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                var answer = await Answer.ReadAsync(await _server.Anonymous.SendAsync(request));
                Assert.True(answer.Status == 401, $"{name} at {path[..Math.Min(path.Length, 25)]}: {answer.Status} {answer.Text}");
                await Task.FromResult(answer).ShouldBeProblem("unauthenticated");
            }
        }

        await buyer.GetAsync("/api/auth/me").ShouldBe(200);
    }
}
