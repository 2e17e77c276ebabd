using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>An unusable setting stops the start with one line that names it; another spelling of a usable one means the same.</summary>
public sealed class SettingsTests : StartTests
{
    [Theory]
    [InlineData("Urls", "--Urls=nonsense")]
    [InlineData("Urls", "--Urls=ftp://localhost:8000")]
    [InlineData("Urls", "--Urls=http://locahost:8000")]
    [InlineData("Urls", "--Urls=http://127.0.0.1:0;http://chat.example.com:8000")]
    [InlineData("Urls", "--Urls=http://localhost:0")]
    [InlineData("Urls", "--Urls=http://127.0.0.1:99999")]
    [InlineData("Urls", "--Urls=http://127.0.0.1:port")]
    [InlineData("Urls", "--Urls=http://127.1:8000")]
    [InlineData("Urls", "--Urls=http://127.0.0.1:8000/chat")]
    [InlineData("Urls", "--Urls=http://203.0.113.7:8000")]
    [InlineData("Urls", "--Urls=https://127.0.0.1:0")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=chat.example.com")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=https://shop.example.com/api/")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=https://shop.example.com/chat room/")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=https://chat.example.com?x=1")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=https://admin@chat.example.com")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=https://a..example.com")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=ftp://chat.example.com")]
    [InlineData("AllowedHosts", "--AllowedHosts=https://chat.example.com")]
    [InlineData("AllowedHosts", "--AllowedHosts=chat.example.com:8000")]
    [InlineData("Cors:Origins", "--Cors:Origins:0=https://shop.example.com/shop")]
    [InlineData("Cors:Origins:0", "--Cors:Origins=https://shop.example.com")]
    [InlineData("Integration:ApiKeys:0", "--Integration:ApiKeys=0123456789abcdef")]
    [InlineData("Identity:Hosts:0", "--Identity:Hosts=https://shop.example.com")]
    [InlineData("Media:Directory", "--Media:Directory=/dev/null/media")]
    [InlineData("Messages:RecallWindow", "--Messages:RecallWindow=2")]
    [InlineData("Messages:RecallWindow", "--Messages:RecallWindow=2m")]
    [InlineData("Messages:RecallWindow", "--Messages:RecallWindow=1.24:00:00")]
    [InlineData("Database:Provider", "--Database:Provider=Oracle")]
    [InlineData("Redis:ConnectionString", "--Redis:ConnectionString=127.0.0.1:1")]
    [InlineData("Metrics:Key", "--Metrics:Key=short")]
    [InlineData("Otlp:Endpoint", "--Otlp:Endpoint=localhost:4317")]
    [InlineData("Otlp:Endpoint", "--Otlp:Endpoint=http://somebody@collector:4318")]
    [InlineData("Node:Name", "--Node:Name=Knoten 1")]
    [InlineData("Messages:SealingKey", "--Messages:SealingKey=short")]
    [InlineData("Database:Durability", "--Database:Durability=None")]
    [InlineData("Jwt:SigningKey", "--Jwt:SigningKey=short")]
    [InlineData("Jwt:LifetimeDays", "--Jwt:LifetimeDays=0")]
    [InlineData("Jwt:LifetimeDays", "--Jwt:LifetimeDays=week")]
    [InlineData("Demo:Enabled", "--Demo:Enabled=maybe")]
    [InlineData("Messages:RecallWindow", "--Messages:RecallWindow=-00:01:00")]
    [InlineData("Messages:RecallWindow", "--Messages:RecallWindow=soon")]
    [InlineData("Statistics:TimeZone", "--Statistics:TimeZone=Asia/Shangai")]
    [InlineData("Statistics:TimeZone", "--Statistics:TimeZone=+08:00")]
    [InlineData("Identity:RequireSecondFactorForAdmins", "--Identity:RequireSecondFactorForAdmins=maybe")]
    [InlineData("Integration:ApiKeys", "--Integration:ApiKeys:0=short")]
    [InlineData("Cors:Origins", "--Cors:Origins:0=*")]
    [InlineData("Urls", "--Urls=http://127.0.0.1:0,http://127.0.0.1:0")]
    [InlineData("Urls", "--Urls=http://user@127.0.0.1:0")]
    [InlineData("Urls", "--Urls=http://unix:/tmp/livechat.sock")]
    [InlineData("Urls", "--Urls:0=http://127.0.0.1:0")]
    [InlineData("Urls", "--Kestrel:Endpoints:Http:Url=http://locahost:9000")]
    [InlineData("AllowedHosts", "--AllowedHosts:0=chat.example.com")]
    [InlineData("Limits:Send", "--Limits:Send:0=20/10")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl= ")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=https://*")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=https://chat.example.com:99999")]
    [InlineData("Media:MaxFileSizeBytes", "--Media:MaxFileSizeBytes=10MB")]
    [InlineData("Media:MaxFileSizeBytes", "--Media:MaxFileSizeBytes=-1")]
    [InlineData("Demo:Enabled", "--Demo:Enabled=yes")]
    [InlineData("Limits:Send", "--Limits:Send=20/0")]
    [InlineData("Limits:Send", "--Limits:Send=1/99999999999")]
    [InlineData("ForwardedHeaders:KnownNetworks", "--ForwardedHeaders:KnownNetworks:0=10.0.0.0/33")]
    [InlineData("ForwardedHeaders:KnownNetworks", "--ForwardedHeaders:KnownNetworks:0=10")]
    [InlineData("ForwardedHeaders:KnownNetworks", "--ForwardedHeaders:KnownNetworks:0=0/0")]
    [InlineData("Media:Directory", "--Media:Directory={wwwroot}")]
    [InlineData("Media:Directory", "--Media:Directory={wwwroot}/../wwwroot/media")]
    [InlineData("DataDirectory", "--DataDirectory={wwwroot}/data")]
    [InlineData("DataDirectory", "--DataDirectory=/dev/null/data")]
    [InlineData("Media:Directory", "--Media:Directory=/etc/passwd")]
    [InlineData("Jwt:SigningKey", "--Jwt:SigningKey=    short                                ")]
    [InlineData("Logging:LogLevel:Default", "--Logging:LogLevel:Default=Loud")]
    [InlineData("Logging:Console:LogLevel:LiveChat", "--Logging:Console:LogLevel:LiveChat=Loud")]
    [InlineData("serve2", "serve2")]
    public async Task Serve_WhenSettingIsUnusable_ShouldNameItInOneLine(string key, string setting) =>
        ShouldName(
            key,
            await RunAsync(
                "Development",
                setting.Replace(
                    "{wwwroot}",
                    Path.Combine(Path.GetDirectoryName(ServerProcess.Executable)!, "wwwroot"),
                    StringComparison.Ordinal
                )
            )
        );

    [Theory]
    [InlineData("--Urls=HTTP://127.0.0.1:0")]
    [InlineData("--Urls= http://127.0.0.1:0/ ; ;http://127.0.0.1:0")]
    [InlineData("--Urls=http://[::1]:0")]
    [InlineData("--Messages:RecallWindow=1.00:00:00")]
    [InlineData("--Demo:Enabled=TRUE ")]
    [InlineData("--Cors:Origins:0=")]
    [InlineData("--AllowedHosts:0=")]
    [InlineData("--ForwardedHeaders:KnownNetworks:0=fd00::/8")]
    [InlineData("--Media:Directory=files/../media")]
    [InlineData("--Media:Directory={DataDirectory}/../media of another name")]
    [InlineData("--Jwt:SigningKey= 0123456789abcdef 0123456789abcdef ")]
    public async Task Serve_WhenSettingIsSpelledInAnotherWay_ShouldServe(string setting)
    {
        await using var server = await ServerProcess.StartAsync(DirectoryPath, setting);

        using var ready = await server.Http.GetAsync("/health/ready");
        Assert.Equal(200, (int)ready.StatusCode);
    }

    [Fact]
    public async Task Serve_WhenASettingIsMisspelt_ShouldTellOfItAndServe()
    {
        await File.WriteAllTextAsync(Path.Combine(DirectoryPath, ".env"), "Registation__Enabled=true\nPATH_TO_NOWHERE=1\n");

        // It tells before it finds that another setting is unusable, or else would go on to serve.
        var told = await ServerProcess.RunAsync(
            DirectoryPath,
            [
                "--environment=Development",
                $"--DataDirectory={DirectoryPath}",
                "--Urls=http://203.0.113.7:8000",
                "--Cors:Orgins:0=https://a.example.com",
            ],
            null,
            ("JWT_LIFETIMEDAYS", "3"),
            ("UNRELATED__NAME", "1"),
            ("Message__RecallWindow", "00:05:00"),
            ("Limit__Send", "1/1"),
            ("Jwt__SiginKey", "a-key-of-the-tests-with-more-than-32-bytes"),
            ("Limits__Sned", "1/1"),
            ("LOGGER__LEVEL", "1"),
            ("DOCKER__ENABLED", "1")
        );

        Assert.Equal(9, told.ErrorLines.Count);
        foreach (
            var (name, meant) in new[]
            {
                ("Registation:Enabled", "Registration:Enabled"),
                ("PATH_TO_NOWHERE", ""),
                ("Cors:Orgins:0", "Cors:Origins:0"),
                ("JWT_LIFETIMEDAYS", "Jwt:LifetimeDays"),
                ("Message:RecallWindow", "Messages:RecallWindow"),
                ("Limit:Send", "Limits:Send"),
                ("Jwt:SiginKey", "Jwt:SigningKey"),
                ("Limits:Sned", "Limits:Send"),
            }
        )
            Assert.Contains(
                told.ErrorLines,
                line => line.Contains(name, StringComparison.Ordinal) && line.Contains(meant, StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task Serve_WhenAListOfSectionsHasNoNumber_ShouldTellHowToWriteIt()
    {
        var told = await RunAsync("Development", "--Identity:Hosts:Issuer=https://shop.example.com");

        Assert.Equal(1, told.ExitCode);
        Assert.Contains("Identity:Hosts:0", told.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WhenTheKeyIsMissingBecauseItsNameIsMisspelt_ShouldTellOfTheName()
    {
        var told = await ServerProcess.RunAsync(
            DirectoryPath,
            ["--environment=Production", $"--DataDirectory={DirectoryPath}", "--Urls=http://127.0.0.1:0"],
            null,
            ("Jwt__SiginKey", "a-key-of-the-tests-with-more-than-32-bytes")
        );

        Assert.Equal((1, 2), (told.ExitCode, told.ErrorLines.Count));
        Assert.Contains("Jwt:SiginKey", told.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("did you mean Jwt:SigningKey?", told.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_WhenAnAddressIsSpelledInAnyWay_ShouldMeanTheSameOrigin()
    {
        await using var server = await ChatServer.StartAsync(
            "--PublicBaseUrl= HTTPS://客服.Example.com:443/ ",
            "--Cors:Origins:0=https://Shop.example.com:443/",
            "--Cors:Origins:1= wss://商店.example.com ",
            "--AllowedHosts=客服.example.com;*.Example.ORG.",
            "--Messages:RecallWindow=24:00:00"
        );
        var user = await server.CreateBuyerAsync();

        Assert.StartsWith(
            "https://xn--ubtq9x.example.com/media/",
            (await user.GetAsync("/api/auth/me").ShouldBe(200)).Text("avatar_url"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            (await server.Admin.GetAsync("/api/admin/settings").ShouldBe(200)).Results(),
            s => s.Text("key") == "Messages:RecallWindow" && s.Text("value") == "1.00:00:00"
        );
        foreach (
            var (host, origin, expected) in new[]
            {
                ("localhost", "https://shop.example.com", 200),
                ("localhost", "HTTPS://SHOP.EXAMPLE.COM:443", 200),
                ("localhost", "wss://shop.example.com", 200),
                ("localhost", "https://xn--3ds443g.example.com", 403),
                ("localhost", "https://xn--czrs0t.example.com", 200),
                ("localhost", "https://xn--ubtq9x.example.com", 200),
                ("localhost", "http://shop.example.com", 403),
                ("localhost", "https://shop.example.com:8443", 403),
                ("localhost", "https://shop.example.com.evil.example", 403),
                ("localhost", "null", 403),
                ("LOCALHOST:80", "http://localhost", 200),
                ("xn--ubtq9x.example.com", "http://xn--ubtq9x.example.com:80", 200),
                ("chat.example.org", "http://chat.example.org", 200),
                ("evil.example.net", "http://evil.example.net", 400),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/chat/negotiate?negotiateVersion=1");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
            request.Headers.Host = host;
            request.Headers.TryAddWithoutValidation("Origin", origin);
            using var response = await server.Anonymous.SendAsync(request);
            Assert.True((int)response.StatusCode == expected, $"{host} {origin}: {(int)response.StatusCode}");
        }
    }
}
