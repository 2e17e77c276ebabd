using System.CommandLine;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Persistence;

namespace LiveChat.WebApi.CommandLine;

/// <summary>The way out for an installation whose files are lost, or lost their mark: the database takes those that are there.</summary>
internal static class FilesCommand
{
    public static Command CreateAdopt()
    {
        var command = new Command(
            "adopt",
            "Makes the files where the settings point those of this database, when its own are lost or came without livechat-files.id."
        )
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, ct) => AdoptAsync([.. parsed.UnmatchedTokens], ct));
        return command;
    }

    private static async Task<int> AdoptAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var services = DatabaseTool.BuildServices(args);
        await services.GetRequiredService<IFileStorage>().EnsureUsableAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseInitializer>().InitializeAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<FileStoreMark>().AdoptAsync(isForced: true, cancellationToken);
        Console.WriteLine($"The files of this database are those in {services.GetRequiredService<IFileStore>().Place} from now on.");
        return 0;
    }
}
