using System.Diagnostics;
using System.Globalization;

namespace LiveChat.Bench;

/// <summary>
/// The abuser as a process of its own. A real one sits at another machine and takes no processor time of the server's, so this one runs
/// with a lower priority than the server and the people who talk.
/// </summary>
internal sealed class Abuser : IAsyncDisposable
{
    /// <summary>The name of the scenario by which this program starts itself as the abuser.</summary>
    public const string Scenario = "abuser";

    private const int Niceness = 10;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private Abuser(Process process) => _process = process;

    public static Abuser Start(Abuse kind, int port, string token)
    {
        var program = Environment.ProcessPath!;
        string[] own = program.EndsWith("dotnet", StringComparison.Ordinal) ? [program, typeof(Abuser).Assembly.Location] : [program];
        string[] command = OperatingSystem.IsWindows() ? own : ["nice", "-n", Niceness.ToString(CultureInfo.InvariantCulture), .. own];
        var start = new ProcessStartInfo(command[0], [.. command[1..], Scenario, kind.Name, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["LIVECHAT_BENCH_TOKEN"] = token;
        return new Abuser(Process.Start(start)!);
    }

    /// <summary>Ends the abuse.</summary>
    /// <returns>How much was asked, how much of it was refused, and why the abuse broke off by itself, or an empty text.</returns>
    public async Task<(int Asked, int Refused, string Failure)> StopAsync()
    {
        _process.StandardInput.Close();
        var said = (await _process.StandardOutput.ReadToEndAsync()).TrimEnd('\n', '\r').Split('\t');
        return (int.Parse(said[0], CultureInfo.InvariantCulture), int.Parse(said[1], CultureInfo.InvariantCulture), said[2]);
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>What the process of the abuser does, until its standard input ends.</summary>
    public static async Task<int> RunAsync(string kindName, int port)
    {
        var kind = Abuse.Kinds.Single(k => k.Name == kindName);
        var run = new AbuseRun(port, Environment.GetEnvironmentVariable("LIVECHAT_BENCH_TOKEN")!);
        using var end = new CancellationTokenSource();
        var abusing = Task.Run(() => kind.RunAsync(run, end.Token), end.Token);
        await Console.In.ReadToEndAsync();
        await end.CancelAsync();
        await Task.WhenAny(abusing, Task.Delay(StopLimit));
        var failure = abusing.Exception?.InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException)?.Message ?? "";
        // The hub's socket tells a refusal by the whole head of the answer; its first line says enough.
        Console.WriteLine($"{run.Asked}\t{run.Refused}\t{failure.ReplaceLineEndings(" ").Split(" Content-Type")[0].Replace('\t', ' ')}");
        return 0;
    }
}
