using System.Diagnostics;

namespace LiveChat.IntegrationTests.Telemetry;

/// <summary>The program of Prometheus that checks metrics and rules.</summary>
internal static class Promtool
{
    private const string Name = "promtool";

    public static string? MissingReason { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, Name)))
            ? null
            : $"{Name} is not installed (the package prometheus).";

    /// <returns>All that it said.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string? input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Name, arguments)
            {
                WorkingDirectory = Path.Combine(Repository.Root, "deploy"),
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output + await error);
    }
}

/// <summary>A test that needs promtool. Without it the test is skipped, or fails under <c>LIVECHAT_TEST_REQUIRE=all</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute()
    {
        if (!PostgresFactAttribute.IsRequired)
            Skip = Promtool.MissingReason;
    }
}
