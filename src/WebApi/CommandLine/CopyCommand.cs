using System.CommandLine;
using System.Globalization;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Copying;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;

namespace LiveChat.WebApi.CommandLine;

/// <summary>Takes a stopped installation over to the other database engine.</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        var engines = string.Join(" or ", Enum.GetNames<DatabaseProvider>());
        var to = new Option<string>("--to") { Description = $"The engine of the target: {engines}.", Required = true };
        to.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var name }]
                && !Enum.GetNames<DatabaseProvider>().Contains(name, StringComparer.OrdinalIgnoreCase)
            )
                result.AddError($"--to is {engines}, and not '{name}'.");
        });
        var connectionString = new Argument<string>("connection-string")
        {
            Description =
                "An empty database: \"Host=localhost;Database=livechat;Username=livechat;Password=…\" (or the password in PGPASSWORD), \"Data Source=data/livechat.db\".",
        };
        connectionString.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', '-', ..] }])
                result.AddError("Give the target's connection string behind --to, before any setting.");
        });
        var command = new Command(
            "copy",
            "Copies everything in the database (all but the event log, which goes on afresh) into an empty one of the other engine, while the server is stopped."
        )
        {
            to,
            connectionString,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, ct) => RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(to)!, parsed.GetValue(connectionString)!, ct)
        );
        return command;
    }

    private static async Task<int> RunAsync(string[] args, string provider, string connectionString, CancellationToken cancellationToken)
    {
        await using var source = DatabaseTool.BuildServices(args);
        var settings = source.GetRequiredService<ServerSettings>();
        if (settings.Database.Provider.ToString().Equals(provider, StringComparison.OrdinalIgnoreCase))
            throw new SettingsException(
                $"Database:Provider is {provider} already. A copy goes from one engine to the other; within one, use its own tools for backups."
            );
        await using var target = DatabaseTool.BuildServices([
            .. args,
            $"--Database:Provider={provider}",
            $"--Database:ConnectionString={connectionString}",
        ]);
        source.GetRequiredService<DataLocks>().Take(isAlone: true);
        await using var from = source.CreateAsyncScope();
        await using var into = target.CreateAsyncScope();
        var copy = new DatabaseCopy(
            from.ServiceProvider.GetRequiredService<CopySide>(),
            into.ServiceProvider.GetRequiredService<CopySide>()
        );
        Print(await copy.RunAsync(cancellationToken));
        Console.WriteLine(
            $"""

            Everything is copied; counts and sums are equal. Set Database:Provider={provider} and Database:ConnectionString, and start the server.
            Files and keys stay where they are: DataDirectory ({settings.DataDirectory}) and Media:Directory ({settings.Media.Directory}) go on being used.
            """
        );
        return 0;
    }

    private static void Print(IReadOnlyList<TableTally> tallies)
    {
        var width = tallies.Max(t => t.Table.Length);
        Console.WriteLine($"{"Table".PadRight(width)} {"Rows", 12} {"Sum", 20}");
        foreach (var tally in tallies)
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{tally.Table.PadRight(width)} {tally.Rows, 12:N0} {tally.Sum, 20:N0}")
            );
    }
}
