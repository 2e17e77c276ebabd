using System.Globalization;
using System.Net.Sockets;
using LiveChat.Infrastructure.Backups;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Operations.Inspectors;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Web;

namespace LiveChat.WebApi.CommandLine;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        OpenFiles.Check();
        await using var app = LiveChatServer.Build(args);
        var seeded = await InitializeAsync(app, cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Services that were started are stopped before they are disposed, so that they log no errors of their own.
            await app.StopAsync(CancellationToken.None);
            throw StartFault.OfListening(exception);
        }

        StartBanner.Print(app, seeded);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Brings the database up to date, checks that the files are its own and, in demo mode, adds its users.</summary>
    public static async Task<SeededDemo?> InitializeAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        app.Services.GetRequiredService<DataLocks>().Take(isAlone: app.Services.GetRequiredService<ServerSettings>().Redis is null);
        await app.Services.GetRequiredService<IFileStorage>().EnsureUsableAsync(cancellationToken);
        await app.Services.GetRequiredService<RestoreMark>().RefuseAsync(cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseInitializer>().InitializeAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<FileStoreMark>().CheckAsync(cancellationToken);
        if (!app.Services.GetRequiredService<ServerSettings>().IsDemo)
            return null;
        Result<SeededDemo> seeded = await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(new SeedDemoCommand(), cancellationToken);
        return seeded.Value;
    }
}

/// <summary>What the server prints when it is ready: where to go.</summary>
internal static class StartBanner
{
    public static void Print(WebApplication app, SeededDemo? demo)
    {
        var url = app.Services.GetRequiredService<ServerSettings>().PublicBaseUrl;
        Console.WriteLine($"LiveChat is ready at {string.Join(", ", app.Urls)}");
        if (!app.Services.GetRequiredService<WebClientPage>().IsBuilt)
            Console.WriteLine(WebClientPage.MissingText);
        if (demo is null)
        {
            Console.WriteLine($"  Sign in   {url}/login");
            return;
        }

        Console.WriteLine(
            $"""

              买家      Buyer             {url}/chat?user_id=b1
              商户      Merchant          {url}/chat?user_id=m1
              官方客服  Platform support  {url}/chat?user_id=p1
              管理员    Admin             {url}/login

            """
        );
        if (demo.AdminPassword is { } password)
            Console.WriteLine($"Admin sign-in: {demo.AdminUsername} / {password}  (shown this once)");
    }
}

/// <summary>
/// Checks how many files and connections the system lets this process open. With too few, it would fail later in unexpected places.
/// </summary>
internal static class OpenFiles
{
    /// <summary>Enough for the runtime and its libraries, the database, and some hundred connections.</summary>
    private const long Least = 1024;

    /// <exception cref="SettingsException">The limit is too low.</exception>
    public static void Check()
    {
        if (OpenFileLimit.Read() is { } limit && limit < Least)
        {
            throw new SettingsException(
                $"The system lets this process have only {limit} files and connections open. Allow at least {Least}, better 65536: ulimit -n, or LimitNOFILE in the systemd unit."
            );
        }
    }
}

/// <summary>Describes a failed start in one line that an operator can act on, without a stack trace.</summary>
internal static class StartFault
{
    /// <summary>The codes of "too many open files" on Linux and macOS, of this process and of the machine.</summary>
    private static readonly int[] OutOfHandles = [23, 24];

    public static string Describe(Exception exception)
    {
        if (exception is SettingsException or BackupException)
            return OnOneLine(exception.Message);
        var chain = Chain(exception).ToList();
        if (chain.Any(IsOutOfHandles))
            return "The server could not start: the system gives it no more open files or connections. Raise the limit (ulimit -n, LimitNOFILE of a systemd unit) to at least 1024.";
        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket)
            return $"The server could not listen on Urls: {OnOneLine(socket.Message)}. Stop what uses the address, or choose another that this user may use.";
        return $"The server could not start: {string.Join(" ", chain.Select(e => OnOneLine(e.Message)).Distinct())}";
    }

    /// <summary>Turns Kestrel's errors (an address in use, a missing certificate) into one that names the setting.</summary>
    public static Exception OfListening(Exception exception) =>
        exception switch
        {
            SettingsException => exception,
            _ when Chain(exception).Any(IsOutOfHandles) => exception,
            IOException or SocketException or InvalidOperationException => new SettingsException(
                $"The server could not listen on Urls: {OnOneLine(exception.Message)} Stop what uses the address, or choose another with Urls."
            ),
            _ => exception,
        };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            yield return e;
    }

    private static bool IsOutOfHandles(Exception exception) =>
        exception switch
        {
            SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => true,
            IOException when !OperatingSystem.IsWindows() => OutOfHandles.Contains(exception.HResult),
            _ => false,
        };

    private static string OnOneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
