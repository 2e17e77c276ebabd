using System.CommandLine;
using System.Globalization;
using LiveChat.Infrastructure.Backups;
using LiveChat.WebApi.Configuration;

namespace LiveChat.WebApi.CommandLine;

/// <summary>Backups: making one while the server runs, checking one, and restoring one into an empty place.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup()
    {
        var file = FileArgument("The file to make, such as backup.zip. It must not exist.");
        var command = new Command(
            "backup",
            "Writes the database and the files that it names into an archive, while the server runs. Keys are not part of it."
        )
        {
            file,
            CreateVerify(),
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, ct) => BackupAsync([.. parsed.UnmatchedTokens], parsed.GetValue(file)!, ct));
        return command;
    }

    public static Command CreateRestore()
    {
        var file = FileArgument("A file that 'livechat backup' made.");
        var command = new Command("restore", "Restores a backup into an empty place: an empty database and no files, as the settings say.")
        {
            file,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, ct) => RestoreAsync([.. parsed.UnmatchedTokens], parsed.GetValue(file)!, ct));
        return command;
    }

    private static Command CreateVerify()
    {
        var file = FileArgument("A file that 'livechat backup' made.");
        var command = new Command(
            "verify",
            "Reads a backup to its end and opens its database in a temporary place: whether it can be restored."
        )
        {
            file,
        };
        command.SetAction((parsed, ct) => Task.FromResult(Verify(parsed.GetValue(file)!, ct)));
        return command;
    }

    private static Argument<string> FileArgument(string description)
    {
        var file = new Argument<string>("file") { Description = description };
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', '-', ..] }])
                result.AddError("Name the file before any setting.");
        });
        return file;
    }

    private static async Task<int> BackupAsync(string[] args, string file, CancellationToken cancellationToken)
    {
        await using var services = DatabaseTool.BuildServices(args);
        var summary = await services.GetRequiredService<BackupMaker>().MakeAsync(file, cancellationToken);
        var (manifest, missing) = (summary.Manifest, summary.Manifest.Missing);
        Print($"{summary.Path}: {Sized(summary.Bytes)}, {Described(manifest)}.");
        if (summary.WithdrawnSince > 0)
            Print($"{summary.WithdrawnSince} files were taken back while it was made, and are not in it.");
        if (missing.Count > 0)
            await Console.Error.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Missing in the store, and so in the backup: {missing.Count} files that the database names, such as {missing[0]}. The rest is whole."
                )
            );
        PrintKeys(services.GetRequiredService<ServerSettings>(), "Not in it, and needed with it; keep a copy of each somewhere else:");
        return 0;
    }

    private static async Task<int> RestoreAsync(string[] args, string file, CancellationToken cancellationToken)
    {
        await using var services = DatabaseTool.BuildServices(args);
        await using var scope = services.CreateAsyncScope();
        var manifest = await scope.ServiceProvider.GetRequiredService<Restorer>().RestoreAsync(file, cancellationToken);
        Print($"Restored: {Described(manifest)}. Pages that are open load everything anew.");
        PrintKeys(services.GetRequiredService<ServerSettings>(), "Before the server starts, put back the keys that belong to it:");
        return 0;
    }

    private static int Verify(string file, CancellationToken cancellationToken)
    {
        var manifest = BackupChecker.Verify(file, cancellationToken);
        Print($"{file} is whole and can be restored: {Described(manifest)}.");
        if (manifest.Missing.Count > 0)
            Print($"{manifest.Missing.Count} files were missing when it was made, such as {manifest.Missing[0]}.");
        return 0;
    }

    private static void PrintKeys(ServerSettings settings, string heading)
    {
        Print($"{heading}");
        Print($"  {settings.PlaceOfSealingKey}: without it, what was taken down can be neither read nor brought back.");
        Print(
            $"  {settings.PlaceOfSigningKey}: with another one, everybody has to sign in again, and second factors have to be set up anew."
        );
        Print($"  Your settings (.env, the environment of the service).");
    }

    private static string Described(BackupManifest manifest) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.Tables.GetValueOrDefault("messages"):N0} messages and {manifest.Entries.Count - 1:N0} files of {manifest.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({manifest.Provider}, schema {manifest.Schema})"
        );

    private static string Sized(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
