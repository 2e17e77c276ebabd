using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>The settings file <c>.env</c>: how it is read, and what takes precedence over it.</summary>
public sealed class DotEnvTests : StartTests
{
    [Theory]
    [InlineData("line 1", "Integration__ApiKeys__0=\"0123456789abcdef\nDemo__Enabled=true\n")]
    [InlineData("line 2", "Demo__Enabled=true\nIntegration__ApiKeys__0='0123456789'abcdef\n")]
    [InlineData("line 1", "Integration__ApiKeys__0=0123456789abcdef'\n")]
    [InlineData("line 3", "# a comment\n\nJwt__SigningKey\n")]
    public async Task DotEnv_WhenALineIsNoSetting_ShouldNameTheLine(string line, string content)
    {
        await WriteAsync(content);

        ShouldName(line, await RunAsync("Development"));
    }

    [Fact]
    public async Task DotEnv_WhenAValueHasDollarsAndQuotes_ShouldTakeItAsItStands()
    {
        const string Key = "pa$$HOME${PATH}'s#\"key";
        await WriteAsync(
            $"\uFEFF# keys\r\nIntegration__ApiKeys__0={Key}x\r\nexport Integration__ApiKeys__1='{Key.Replace("'", "", StringComparison.Ordinal)}y'  # the second\r\nDemo__Enabled = true\r\n"
        );
        await using var server = await ServerProcess.StartAsync(DirectoryPath, "--Demo:Enabled=true");

        foreach (var key in new[] { Key + "x", Key.Replace("'", "", StringComparison.Ordinal) + "y" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/ensure")
            {
                Content = JsonContent.Create(new { users = new[] { new { id = "x1", role = "buyer" } } }),
            };
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
            await Answer.ReadAsync(await server.Http.SendAsync(request)).ShouldBe(200);
        }
    }

    /// <summary>The names that the framework reads from the environment mean the same in the file.</summary>
    [Theory]
    [InlineData("'nonsense'", "ASPNETCORE_URLS=nonsense\n")]
    [InlineData("'nonsense'", "DOTNET_URLS=other\nASPNETCORE_URLS=nonsense\n")]
    [InlineData("'nonsense'", "ASPNETCORE_Messages__RecallWindow=nonsense\n")]
    [InlineData("Urls", "DOTNET_ENVIRONMENT=Development\nUrls=http://203.0.113.7:8000\n")]
    [InlineData("Urls", "ASPNETCORE_ENVIRONMENT=Development\nDOTNET_ENVIRONMENT=Production\nUrls=http://203.0.113.7:8000\n")]
    [InlineData("Jwt:SigningKey", "DOTNET_ENVIRONMENT=Development\nASPNETCORE_ENVIRONMENT=Production\n")]
    public async Task DotEnv_WhenANameIsOfTheFramework_ShouldTakeItAsFromTheEnvironment(string told, string content)
    {
        await WriteAsync(content);

        ShouldName(
            told,
            await ServerProcess.RunAsync(DirectoryPath, [$"--DataDirectory={DirectoryPath}"], null, ("Demo__Enabled", "false"))
        );
    }

    [Fact]
    public async Task DotEnv_WhenAnArgumentNamesTheEnvironment_ShouldYieldToIt()
    {
        await WriteAsync("ASPNETCORE_ENVIRONMENT=Development\n");

        ShouldName("Jwt:SigningKey", await RunAsync("Production"));
    }

    [Fact]
    public async Task Settings_WhenGivenInSeveralPlaces_ShouldRankArgumentsOverEnvironmentOverDotEnv()
    {
        await WriteAsync("Jwt__LifetimeDays=from-dotenv\n");
        Assert.Contains("'from-dotenv'", (await RunAsync("Development")).Error, StringComparison.Ordinal);

        var byEnvironment = await ServerProcess.RunAsync(
            DirectoryPath,
            ["--environment=Development"],
            null,
            ("Jwt__LifetimeDays", "from-environment")
        );
        Assert.Contains("'from-environment'", byEnvironment.Error, StringComparison.Ordinal);

        var byArgument = await ServerProcess.RunAsync(
            DirectoryPath,
            ["--environment=Development", "--Jwt:LifetimeDays=from-argument"],
            null,
            ("Jwt__LifetimeDays", "from-environment")
        );
        Assert.Contains("'from-argument'", byArgument.Error, StringComparison.Ordinal);
    }

    private Task WriteAsync(string content) => File.WriteAllTextAsync(Path.Combine(DirectoryPath, ".env"), content);

    [Fact]
    public async Task Example_WhenSettingsWereDeclared_ShouldDocumentEach()
    {
        var written = await File.ReadAllTextAsync(Path.Combine(Repository.Root, ".env.example"));

        Assert.True(
            EnvExample.Write() == written.ReplaceLineEndings("\n"),
            $".env.example is stale. Write it anew: {Repository.GenerateCommand}"
        );
    }
}
