using System.Diagnostics;
using LiveChat.IntegrationTests.Configuration;
using LiveChat.IntegrationTests.Protocol;
using LiveChat.IntegrationTests.Security;
using LiveChat.IntegrationTests.Support;
using LiveChat.WebApi.OpenApi;
using LiveChat.WebApi.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Build;

/// <summary>
/// Writes the files of the repository that follow from its code. No server is started for it; tests fail while one of them is stale.
/// </summary>
internal static class Generator
{
    private static readonly string WebClient = Path.Combine(Repository.Root, "src", "WebClient");

    public static async Task GenerateAsync()
    {
        await WriteAsync(Path.Combine(WebClient, "openapi.json"), await ReadDocumentAsync());
        await RunAsync("npm", ["run", "--silent", "generate:api"], WebClient);
        Console.WriteLine("src/WebClient/src/api/schema.d.ts");
        await WriteAsync(Path.Combine(Repository.Root, ".env.example"), EnvExample.Write());
        await WriteAsync(HubContract.TypeScriptFile, HubContract.ToTypeScript());
        var security = Path.Combine(Repository.Root, "docs", "security.md");
        await WriteAsync(security, AccessMatrix.PutInto(await File.ReadAllTextAsync(security)));
    }

    /// <summary>The document of a server that has every endpoint a setting opens, and is never started.</summary>
    private static async Task<string> ReadDocumentAsync()
    {
        using var data = new TempDirectory();
        await using var app = LiveChatServer.Build(["--environment=Development", $"--DataDirectory={data.Path}", .. ChatServer.EveryDoor]);
        // A server that starts does this itself; without it the document would describe no endpoints.
        app.UseEndpoints(_ => { });
        return System.Text.Encoding.UTF8.GetString(await app.Services.GetRequiredService<OpenApiText>().GetAsync());
    }

    private static async Task WriteAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, text.ReplaceLineEndings("\n").TrimEnd() + "\n");
        Console.WriteLine(Path.GetRelativePath(Repository.Root, path));
    }

    private static async Task RunAsync(string command, string[] arguments, string directory)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = directory })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{command} {string.Join(' ', arguments)} failed in {directory}. Is Node.js installed, and was npm ci run there?"
            );
    }
}
