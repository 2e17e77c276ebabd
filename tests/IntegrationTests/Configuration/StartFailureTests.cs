using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>An address or a file that the server can't use stops the start with one line that names the setting.</summary>
public sealed class StartFailureTests : StartTests
{
    [Fact]
    public async Task Serve_WhenAddressIsTaken_ShouldSaySoInOneLine()
    {
        await using var server = await ServerProcess.StartAsync(DirectoryPath);
        using var other = new TempDirectory();

        var refused = await ServerProcess.RunAsync(
            other.Path,
            ["--environment=Development", $"--DataDirectory={other.Path}", $"--Urls={server.Address.GetLeftPart(UriPartial.Authority)}"]
        );

        ShouldName("Urls", refused);
        Assert.Empty(refused.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("c2hvcnQ=")]
    [InlineData("no base 64")]
    public async Task Serve_WhenTheKeyFileIsUnusable_ShouldSaySoInOneLine(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(DirectoryPath, "jwt-signing.key"), content);

        ShouldName("Jwt:SigningKey", await RunAsync("Development"));
    }

    /// <summary>The JSON beside the executable can't be broken for one test alone, so the server is run from a copy of it.</summary>
    [Fact]
    public async Task Serve_WhenTheJsonIsBroken_ShouldSaySoInOneLine()
    {
        var copy = Path.Combine(DirectoryPath, "server");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(ServerProcess.Executable)!))
            File.CreateSymbolicLink(Path.Combine(copy, Path.GetFileName(file)), file);
        foreach (var name in new[] { Path.GetFileName(ServerProcess.Executable), "livechat.dll", "appsettings.json" })
        {
            File.Delete(Path.Combine(copy, name));
            File.Copy(Path.Combine(Path.GetDirectoryName(ServerProcess.Executable)!, name), Path.Combine(copy, name));
        }

        await File.WriteAllTextAsync(Path.Combine(copy, "appsettings.json"), "{ \"Logging\": ");

        ShouldName(
            "appsettings.json",
            await ServerProcess.RunAsync(
                Path.Combine(copy, Path.GetFileName(ServerProcess.Executable)),
                DirectoryPath,
                ["--environment=Development"],
                null
            )
        );
    }
}
