using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Identity;

/// <summary>
/// The code that docs/identity.md shows to host sites, run as it stands there; a language that is not installed is skipped.
/// </summary>
[Collection(RestTests.Name)]
public sealed partial class HostSnippetTests(ChatServer server)
{
    /// <summary>Of the host site that the tests' server knows.</summary>
    private const string Secret = "a-key-of-the-host-site-with-more-than-32-bytes";

    [ProgramFact("dotnet")]
    public async Task CSharp_WhenRun_ShouldMakeATokenThatSignsIn() =>
        await ShouldSignInAsync(
            "dotnet",
            "csharp",
            ".cs",
            user =>
                $$"""
                    using System.Text;
                    using Microsoft.IdentityModel.JsonWebTokens;
                    using Microsoft.IdentityModel.Tokens;
                    var user = new { Id = "{{user}}", Name = "张三" };
                    var secret = "{{Secret}}";
                    int Redirect(string url) { Console.WriteLine(url); return 0; }
                    """,
            "",
            WriteProject
        );

    [ProgramFact("node")]
    public async Task Node_WhenRun_ShouldMakeATokenThatSignsIn() =>
        await ShouldSignInAsync(
            "node",
            "js",
            ".mjs",
            user =>
                $$"""const user = { id: '{{user}}', name: '张三' }; const secret = '{{Secret}}'; const response = { redirect: (url) => console.log(url) };""",
            ""
        );

    [ProgramFact("python3")]
    public async Task Python_WhenRun_ShouldMakeATokenThatSignsIn() =>
        await ShouldSignInAsync(
            "python3",
            "python",
            ".py",
            user => $"from types import SimpleNamespace\nuser = SimpleNamespace(id='{user}', name='张三')\nsecret = '{Secret}'",
            "print(url)"
        );

    [ProgramFact("php")]
    public async Task Php_WhenRun_ShouldMakeATokenThatSignsIn() =>
        await ShouldSignInAsync(
            "php",
            "php",
            ".php",
            // On the command line PHP has no headers to show.
            user =>
                $"<?php namespace Site; function header(string $line) {{ echo $line, \"\\n\"; }}\n$user = (object) ['id' => '{user}', 'name' => '张三']; $secret = '{Secret}';",
            ""
        );

    private async Task ShouldSignInAsync(
        string program,
        string language,
        string extension,
        Func<string, string> before,
        string after,
        Func<string, string>? prepare = null
    )
    {
        var user = ChatUser.NewId("snippet");
        var documentation = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "identity.md"));
        var snippet = Regex
            .Match(documentation, $"```{language}\n(.+?)```", RegexOptions.Singleline)
            .Groups[1]
            .Value.Replace("https://shop.example.com", "shop", StringComparison.Ordinal);
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "snippet" + extension);
        await File.WriteAllTextAsync(file, $"{before(user)}\n{snippet}\n{after}\n");

        var arguments = prepare is null ? file : prepare(directory.Path);
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = directory.Path }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        var token = TokenPattern().Match(output).Groups[1].Value;
        Assert.True(token != "", output);
        var session = await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/exchange", new { token })).ShouldBe(200);
        Assert.Equal(
            (user, "张三", "buyer"),
            (session.GetProperty("user").Text("id"), session.GetProperty("user").Text("username"), session.GetProperty("user").Text("role"))
        );
    }

    /// <summary>A project around the snippet that takes the package from these tests, so that nothing has to be fetched.</summary>
    /// <returns>The arguments that run it.</returns>
    private static string WriteProject(string directory)
    {
        File.WriteAllText(
            Path.Combine(directory, "snippet.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{AppContext.BaseDirectory}Microsoft.IdentityModel.*.dll" />
              </ItemGroup>
            </Project>
            """
        );
        return "run --project snippet.csproj";
    }

    [GeneratedRegex("https://chat\\.example\\.com/chat\\?token=([^&\\s]+)&target=m1")]
    private static partial Regex TokenPattern();
}

/// <summary>A test that needs a program; without it the test is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!directories.Any(d => File.Exists(Path.Combine(d, program))))
            Skip = $"{program} is not installed.";
    }
}
