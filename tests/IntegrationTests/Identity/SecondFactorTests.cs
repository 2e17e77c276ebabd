using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;
using OtpNet;

namespace LiveChat.IntegrationTests.Identity;

/// <summary>Admins sign in with a code besides the password.</summary>
[Collection(RestTests.Name)]
public sealed class SecondFactorTests(ChatServer server)
{
    private const string Password = "a long password";

    [Fact]
    public async Task Login_WhenASecondFactorIsOn_ShouldAskForACodeOnlyAfterARightPassword()
    {
        var (admin, secret, _) = await SetUpAsync(server);

        var asked = await LoginAsync(server, admin.Id, Password).ShouldBeProblem("second_factor_required");
        await LoginAsync(server, admin.Id, "wrong password").ShouldBeProblem("unauthenticated");
        await LoginAsync(server, admin.Id, "wrong password", CodeAt(secret, 1)).ShouldBeProblem("unauthenticated");
        await LoginAsync(server, admin.Id, Password, "000000").ShouldBeProblem("second_factor_required", "code");
        var session = await LoginAsync(server, admin.Id, Password, CodeAt(secret, 1)).ShouldBe(200);

        Assert.False(asked.TryGetProperty("errors", out _));
        await new ChatUser(server, session).GetAsync("/api/admin/overview").ShouldBe(200);
    }

    [Fact]
    public async Task Login_WhenACodeIsUsedAgain_ShouldRefuseIt()
    {
        var (admin, secret, confirmed) = await SetUpAsync(server);
        // What confirmed it is used up as well.
        await LoginAsync(server, admin.Id, Password, confirmed).ShouldBeProblem("second_factor_required", "code");
        var code = CodeAt(secret, 1);
        await LoginAsync(server, admin.Id, Password, $"{code[..3]} {code[3..]}").ShouldBe(200);

        await LoginAsync(server, admin.Id, Password, code).ShouldBeProblem("second_factor_required", "code");
    }

    [Fact]
    public async Task Login_WhenOneCodeComesTwiceAtOnce_ShouldLetOneIn()
    {
        var (admin, secret, _) = await SetUpAsync(server);
        var code = CodeAt(secret, 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoginAsync(server, admin.Id, Password, code)));

        Assert.Single(answers, a => a.Status == 200);
    }

    [Fact]
    public async Task RecoveryCode_WhenUsed_ShouldSignInOnceAndBeStoredAsAHash()
    {
        var id = await CreateAdminAsync(server);
        var admin = new ChatUser(server, await LoginAsync(server, id, Password).ShouldBe(200));
        var begun = await admin.PostAsync("/api/auth/second-factor").ShouldBe(200);
        var codes = (await admin.PutAsync("/api/auth/second-factor", new { code = CodeAt(begun.Text("secret"), 0) }).ShouldBe(200))
            .List("recovery_codes")
            .ConvertAll(c => c.GetString()!);

        Assert.Equal(10, codes.Distinct().Count());
        var used = new ChatUser(
            server,
            await LoginAsync(server, id, Password, codes[3].ToUpperInvariant().Replace('-', ' ')).ShouldBe(200)
        );
        await LoginAsync(server, id, Password, codes[3]).ShouldBeProblem("second_factor_required", "code");
        Assert.Equal(9, (await used.GetAsync("/api/auth/second-factor").ShouldBe(200)).Number("recovery_codes_left"));
        var stored = (
            await server.QuerySqlAsync(
                $"SELECT sealed_secret, CAST(recovery_hashes AS text) FROM second_factors WHERE user_id = '{id}'",
                row => Convert.ToHexString(row.GetFieldValue<byte[]>(0)) + row.GetString(1)
            )
        ).Single();
        Assert.DoesNotContain(
            codes,
            c =>
                stored.Contains(c, StringComparison.OrdinalIgnoreCase)
                || stored.Contains(c.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
        );
        Assert.DoesNotContain(
            Convert.ToHexString(Base32Encoding.ToBytes(begun.Text("secret"))),
            stored,
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task Login_WhenManyCodesWereWrong_ShouldLookAtNoMoreFromAnyAddress()
    {
        var (admin, secret, _) = await SetUpAsync(server);
        for (var i = 0; i < 5; i++)
            await LoginAsync(server, admin.Id, Password, "000000").ShouldBeProblem("second_factor_required", "code");

        var right = await LoginAsync(server, admin.Id, Password, CodeAt(secret, 1)).ShouldBeProblem("second_factor_required", "code");

        Assert.Contains("15", right.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WhenOnlyTheCodeWasMissing_ShouldNotCountAsAFailure()
    {
        await using var limited = await ChatServer.StartAsync("--Limits:Enabled=true", "--Limits:LoginFailures=2/900");
        var (admin, secret, _) = await SetUpAsync(limited);
        for (var i = 0; i < 4; i++)
            await LoginAsync(limited, admin.Id, Password).ShouldBeProblem("second_factor_required");
        await LoginAsync(limited, admin.Id, Password, CodeAt(secret, 1)).ShouldBe(200);

        await LoginAsync(limited, admin.Id, Password, "000000").ShouldBeProblem("second_factor_required");
        await LoginAsync(limited, admin.Id, Password, "000000").ShouldBeProblem("second_factor_required");

        await LoginAsync(limited, admin.Id, Password, "000000").ShouldBeProblem("rate_limited");
    }

    [Fact]
    public async Task SecondFactor_WhenItIsTurnedOnAndOff_ShouldEndOtherSessionsAndBeInTheAuditLog()
    {
        var id = await CreateAdminAsync(server);
        var elsewhere = new ChatUser(server, await LoginAsync(server, id, Password).ShouldBe(200));
        var admin = new ChatUser(server, await LoginAsync(server, id, Password).ShouldBe(200));
        await admin.PutAsync("/api/auth/second-factor", new { code = "123456" }).ShouldBeProblem("conflict");
        var first = await admin.PostAsync("/api/auth/second-factor").ShouldBe(200);
        var begun = await admin.PostAsync("/api/auth/second-factor").ShouldBe(200);
        Assert.NotEqual(first.Text("secret"), begun.Text("secret"));
        Assert.StartsWith("otpauth://totp/", begun.Text("otpauth_url"), StringComparison.Ordinal);
        // Not in force yet.
        await LoginAsync(server, id, Password).ShouldBe(200);
        await admin.PutAsync("/api/auth/second-factor", new { code = "000000" }).ShouldBeProblem("validation_failed", "code");
        await admin.PutAsync("/api/auth/second-factor", new { code = CodeAt(begun.Text("secret"), 0) }).ShouldBe(200);

        await elsewhere.GetAsync("/api/auth/me").ShouldBeProblem("unauthenticated");
        await admin.PostAsync("/api/auth/second-factor").ShouldBeProblem("conflict");
        await DeleteAsync(admin, "000000").ShouldBeProblem("validation_failed", "code");
        await DeleteAsync(admin, CodeAt(begun.Text("secret"), 1)).ShouldBe(204);

        await LoginAsync(server, id, Password).ShouldBe(200);
        var log = (await server.Admin.GetAsync($"/api/admin/audit-log?target={id}").ShouldBe(200))
            .Results()
            .ConvertAll(e => e.Text("action"));
        Assert.Contains("second_factor_on", log);
        Assert.Contains("second_factor_off", log);
    }

    [Fact]
    public async Task Admin_WhenTheServerDemandsASecondFactor_ShouldSetItUpBeforeAnythingElse()
    {
        await using var strict = await ChatServer.StartAsync("--Identity:RequireSecondFactorForAdmins=true");
        var merchant = await strict.SignInAsync("m1");
        await merchant.GetAsync("/api/auth/me").ShouldBe(200);
        await strict.Admin.GetAsync("/api/users").ShouldBeProblem("forbidden");
        await strict.Admin.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBeProblem("forbidden");
        Assert.True((await strict.Admin.GetAsync("/api/auth/second-factor").ShouldBe(200)).Flag("required"));
        var secret = (await strict.Admin.PostAsync("/api/auth/second-factor").ShouldBe(200)).Text("secret");

        await strict.Admin.PutAsync("/api/auth/second-factor", new { code = CodeAt(secret, 0) }).ShouldBe(200);

        await strict.Admin.GetAsync("/api/users").ShouldBe(200);
        await DeleteAsync(strict.Admin, CodeAt(secret, 1)).ShouldBe(204);
        await strict.Admin.GetAsync("/api/users").ShouldBeProblem("forbidden");
    }

    private static async Task<(ChatUser Admin, string Secret, string ConfirmedBy)> SetUpAsync(ChatServer server)
    {
        var id = await CreateAdminAsync(server);
        var admin = new ChatUser(server, await LoginAsync(server, id, Password).ShouldBe(200));
        var secret = (await admin.PostAsync("/api/auth/second-factor").ShouldBe(200)).Text("secret");
        var code = CodeAt(secret, 0);
        await admin.PutAsync("/api/auth/second-factor", new { code }).ShouldBe(200);
        return (admin, secret, code);
    }

    private static async Task<string> CreateAdminAsync(ChatServer server)
    {
        var id = ChatUser.NewId("admin");
        await server
            .Admin.PostAsync(
                "/api/users",
                new
                {
                    id,
                    username = id,
                    role = "admin",
                    password = Password,
                }
            )
            .ShouldBe(201);
        return id;
    }

    /// <summary>What the device shows so many steps from now; one step each way is let pass.</summary>
    private static string CodeAt(string secret, int steps) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * steps));

    private static async Task<Answer> LoginAsync(ChatServer server, string username, string password, string? code = null) =>
        await Answer.ReadAsync(
            await server.Anonymous.PostAsJsonAsync(
                "/api/auth/login",
                new
                {
                    username,
                    password,
                    code,
                }
            )
        );

    private static async Task<Answer> DeleteAsync(ChatUser user, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/auth/second-factor")
        {
            Content = JsonContent.Create(new { code }),
        };
        return await Answer.ReadAsync(await user.Http.SendAsync(request));
    }
}
