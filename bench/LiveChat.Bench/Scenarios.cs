using System.Globalization;

namespace LiveChat.Bench;

/// <summary>The program's command line: a scenario and its numbers.</summary>
internal static class Scenarios
{
    /// <summary>However wrong a run goes, it ends, and takes its servers with it; what was asked to last comes on top.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const string Usage = """
        dotnet run -c Release --project bench/LiveChat.Bench -- <scenario> [--name value ...]

          send      pairs of connections: --pairs 50 --rate 0 (messages a second; 0: one in flight for each pair) --seconds 10
          post      REST sends by keep-alive clients: --clients 16 --seconds 10
          connect   idle connections: --connections 10000
          history   the cost of a page at 10,000 and at 1,000,000 messages
          tables    the lists of the console with 100,000 users, 1,000,000 messages and 1,000,000 audit entries: --runs 7
          catchup   somebody comes back after many messages: --missed 1000 --runs 7
          slow      send, with tabs beside the receivers that do not read: --pairs 50 --rate 0 --deaf 50
          page      long conversations in an installed Chromium: --runs 7 (openings) --seconds 10 (of scrolling)
          console   the console's live list with 5,000 conversations in an installed Chromium: --rate 50 (messages a second) --seconds 60
          abuse     two good pairs beside each kind of asking for too much: --rate 50 --seconds 10 --kind (one alone)
          backup    send at a rate, without and with backups under way: --pairs 50 --rate 1000 --seconds 10
          start     from the start of the process to ready, with an existing database: --runs 7
          cluster   send with 1, 2 and 3 nodes on PostgreSQL and Redis, saturated and at 200 messages a second: --pairs 50 --seconds 10
          fanout    what a node pays for people on another one: --connections 10000 (users elsewhere)
          ceiling   send and post against the bare server alone; send and post give their share of it by themselves

          --server <folder>       a published server, instead of publishing one
          --database postgres     send, post, connect, backup: on a PostgreSQL server that is started for the run, instead of SQLite
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [Abuser.Scenario, var kind, var port])
            return await Abuser.RunAsync(kind, int.Parse(port, CultureInfo.InvariantCulture));
        var options = Options.Parse(args);
        if (options is null)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        using var deadline = new CancellationTokenSource(Longest + TimeSpan.FromSeconds(options.Seconds));
        Func<Options, CancellationToken, Task>? scenario = options.Scenario switch
        {
            "send" => SendScenario.RunAsync,
            "post" => PostScenario.RunAsync,
            "connect" => ConnectScenario.RunAsync,
            "history" => HistoryScenario.RunAsync,
            "tables" => TablesScenario.RunAsync,
            "catchup" => CatchUpScenario.RunAsync,
            "slow" => SlowScenario.RunAsync,
            "page" => PageScenario.RunAsync,
            "console" => ConsoleScenario.RunAsync,
            "abuse" => AbuseScenario.RunAsync,
            "backup" => BackupScenario.RunAsync,
            "start" => StartScenario.RunAsync,
            "cluster" => ClusterScenario.RunAsync,
            "fanout" => FanoutScenario.RunAsync,
            "ceiling" => RunCeilingAsync,
            _ => null,
        };
        if (scenario is null)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        try
        {
            using var database = await MeasuredDatabase.StartAsync(options.Database);
            await scenario(options, deadline.Token);
            return 0;
        }
        catch (InvalidOperationException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static async Task RunCeilingAsync(Options options, CancellationToken cancellationToken)
    {
        await SendScenario.RunAsync(options with { WithProduct = false }, cancellationToken);
        await PostScenario.RunAsync(options with { WithProduct = false }, cancellationToken);
    }
}

/// <summary>What is to be measured, and how much of it.</summary>
internal sealed record Options(string Scenario)
{
    public int Pairs { get; init; } = 50;

    /// <summary>Messages a second over all pairs; 0: as fast as one in flight for each pair goes.</summary>
    public int Rate { get; init; }

    public int Seconds { get; init; } = 10;

    public int Clients { get; init; } = 16;

    public int Connections { get; init; } = 10_000;

    public int Runs { get; init; } = 7;

    /// <summary>Messages that came while somebody was away.</summary>
    public int Missed { get; init; } = 1_000;

    /// <summary>Connections that do not read.</summary>
    public int Deaf { get; init; } = 50;

    /// <summary>Seconds between two scrapes of the server's /metrics, as by Prometheus; 0: it is not scraped.</summary>
    public int Scrape { get; init; }

    /// <summary>A folder with a published server; null: publish one.</summary>
    public string? Server { get; init; }

    /// <summary>Of abuse; null: all of them.</summary>
    public string? Kind { get; init; }

    /// <summary>The engine of the product's database, where it is not SQLite.</summary>
    public string? Database { get; init; }

    public bool WithProduct { get; init; } = true;

    /// <summary>Null when the arguments make no sense.</summary>
    public static Options? Parse(string[] args)
    {
        if (args.Length % 2 == 0)
            return null;
        var options = new Options(args[0]);
        for (var i = 1; i < args.Length; i += 2)
        {
            if (args[i] == "--server")
            {
                options = options with { Server = Path.GetFullPath(args[i + 1]) };
                continue;
            }

            if (args[i] == "--kind")
            {
                options = options with { Kind = args[i + 1] };
                continue;
            }

            if (args[i] == "--database" && args[i + 1] == MeasuredDatabase.PostgreSql)
            {
                options = options with { Database = args[i + 1] };
                continue;
            }

            if (!int.TryParse(args[i + 1], out var number) || number < 0)
                return null;
            switch (args[i])
            {
                case "--pairs":
                    options = options with { Pairs = number };
                    break;
                case "--rate":
                    options = options with { Rate = number };
                    break;
                case "--seconds":
                    options = options with { Seconds = number };
                    break;
                case "--clients":
                    options = options with { Clients = number };
                    break;
                case "--connections":
                    options = options with { Connections = number };
                    break;
                case "--missed":
                    options = options with { Missed = number };
                    break;
                case "--deaf":
                    options = options with { Deaf = number };
                    break;
                case "--scrape":
                    options = options with { Scrape = number };
                    break;
                case "--runs":
                    options = options with { Runs = number };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
