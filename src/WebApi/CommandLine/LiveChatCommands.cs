using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Web;

namespace LiveChat.WebApi.CommandLine;

/// <summary>The commands of the server's executable. All other arguments are settings: <c>--Key=value</c>.</summary>
public static class LiveChatCommands
{
    /// <returns>The exit code: 0, or 1 with one line on standard error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        // What the command line says to an operator is in English, as its own help is; requests choose their own language.
        CultureInfo.CurrentUICulture = new CultureInfo("en");
        try
        {
            var parsed = Create().Parse(args);
            if (parsed.Action is ParseErrorAction)
                return Fail($"{string.Join(' ', parsed.Errors.Select(e => e.Message).Distinct())} See livechat --help.");
            // The host handles the signals to stop, within the time that is promised for it. The library's own limit would be 2 s.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Fail(StartFault.Describe(exception));
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("LiveChat: live customer service for marketplaces.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction(ServeAsync);
        var serve = new Command("serve", "Runs the server (the default).") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction(ServeAsync);
        root.Add(serve);
        root.Add(HealthCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(CreateAdminCommands());
        root.Add(
            Group(
                "db",
                "The database.",
                Database("migrate", "Creates the database or brings it up to date.", (_, _) => Task.FromResult(Result.Success())),
                CopyCommand.Create()
            )
        );
        root.Add(BackupCommands.CreateBackup());
        root.Add(BackupCommands.CreateRestore());
        root.Add(Group("files", "Uploaded files.", FilesCommand.CreateAdopt()));
        root.Add(Group("demo", "The demo.", Database("seed", "Adds the demo users that are missing.", SeedAsync)));
        return root;
    }

    private static Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        return FindWord(parsed.UnmatchedTokens) is { } word
            ? Task.FromResult(Fail($"There is no command '{word}'. See livechat --help."))
            : ServeCommand.RunAsync([.. parsed.UnmatchedTokens], cancellationToken);
    }

    /// <summary>
    /// Settings come as --Key=value, --Key value or Key=value; a bare word that is no value of theirs is a command that was meant.
    /// </summary>
    private static string? FindWord(IReadOnlyList<string> tokens) =>
        tokens
            .Where(
                (token, i) =>
                    token is [not ('-' or '/'), ..]
                    && !token.Contains('=', StringComparison.Ordinal)
                    && (i == 0 || tokens[i - 1].Contains('=', StringComparison.Ordinal))
            )
            .FirstOrDefault();

    private static Command CreateAdminCommands()
    {
        var id = new Argument<string>("id") { Description = "The user's id." };
        var username = new Argument<string>("username") { Description = "The name to sign in with." };
        var passwordStdin = new Option<bool>("--password-stdin")
        {
            Description = "Reads the password from standard input instead of asking for it.",
        };

        var generate = new Option<bool>("--generate")
        {
            Description = "Makes a password and prints it; it has to be changed at the first sign-in.",
        };

        var create = new Command("create", "Makes an admin.") { id, username, passwordStdin, generate };
        create.TreatUnmatchedTokensAsErrors = false;
        create.SetAction(
            (parsed, ct) =>
                RunOnDatabaseAsync(
                    parsed,
                    async (tool, token) =>
                    {
                        var isGenerated = parsed.GetValue(generate);
                        var password = isGenerated ? tool.GeneratePassword() : PasswordPrompt.Read(parsed.GetValue(passwordStdin));
                        var created = await tool.SendAsync(
                            new CreateAdminCommand(parsed.GetValue(id), parsed.GetValue(username), password, isGenerated),
                            token
                        );
                        return Shown(created, isGenerated ? password : null);
                    },
                    ct
                )
        );

        var setPassword = new Command("set-password", "Gives a user a new password and ends their sessions.")
        {
            id,
            passwordStdin,
            generate,
        };
        setPassword.TreatUnmatchedTokensAsErrors = false;
        setPassword.SetAction(
            (parsed, ct) =>
                RunOnDatabaseAsync(
                    parsed,
                    async (tool, token) =>
                    {
                        var isGenerated = parsed.GetValue(generate);
                        var password = isGenerated ? tool.GeneratePassword() : PasswordPrompt.Read(parsed.GetValue(passwordStdin));
                        var set = await tool.SendAsync(new SetPasswordCommand(null, parsed.GetValue(id), password, isGenerated), token);
                        return Shown(set, isGenerated ? password : null);
                    },
                    ct
                )
        );

        var resetSecondFactor = new Command(
            "reset-second-factor",
            "Ends a user's second factor and their sessions, when device and recovery codes are lost."
        )
        {
            id,
        };
        resetSecondFactor.TreatUnmatchedTokensAsErrors = false;
        resetSecondFactor.SetAction(
            (parsed, ct) =>
                RunOnDatabaseAsync(parsed, (tool, token) => tool.SendAsync(new ResetSecondFactorCommand(parsed.GetValue(id)), token), ct)
        );
        return Group("admin", "Admins and passwords.", create, setPassword, resetSecondFactor);
    }

    /// <summary>Prints a generated password once it is in force.</summary>
    private static Result Shown(Result result, string? password)
    {
        if (result.IsSuccess && password is not null)
            Console.WriteLine(password);
        return result;
    }

    private static async Task<Result> SeedAsync(DatabaseTool tool, CancellationToken cancellationToken)
    {
        if (!tool.IsDemo)
            throw new SettingsException(
                "Demo:Enabled is false. Demo users belong in a demo database: set ASPNETCORE_ENVIRONMENT=Development."
            );
        var seeded = await tool.SendAsync(new SeedDemoCommand(), cancellationToken);
        if (seeded is Result<SeededDemo> { IsSuccess: true, Value.AdminPassword: { } password } result)
            Console.WriteLine($"{result.Value.AdminUsername}: {password}");
        return seeded;
    }

    private static Command Database(string name, string description, Func<DatabaseTool, CancellationToken, Task<Result>> work)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, ct) => RunOnDatabaseAsync(parsed, work, ct));
        return command;
    }

    private static Command Group(string name, string description, params Command[] commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
            group.Add(command);
        return group;
    }

    private static async Task<int> RunOnDatabaseAsync(
        ParseResult parsed,
        Func<DatabaseTool, CancellationToken, Task<Result>> work,
        CancellationToken cancellationToken
    )
    {
        // What the command line says to an operator is in English, as its own help is. It is set again here,
        // because a culture that an awaited method sets is lost when it returns.
        CultureInfo.CurrentUICulture = new CultureInfo("en");
        await using var tool = await DatabaseTool.OpenAsync([.. parsed.UnmatchedTokens], cancellationToken);
        var result = await work(tool, cancellationToken);
        return result.IsSuccess ? 0 : Fail(SentenceOf(result.Error));
    }

    private static string SentenceOf(Error error) =>
        error is ValidationError { Errors: var errors }
            ? string.Join(' ', errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"))
            : LocalizedText.Of(error);

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}

internal static class PasswordPrompt
{
    /// <summary>Reads a password from a line of standard input, or from a prompt that does not show it.</summary>
    public static string Read(bool fromStandardInput)
    {
        if (fromStandardInput || Console.IsInputRedirected)
        {
            // Tools of Windows put a byte order mark in front, which is not part of the password.
            return (Console.In.ReadLine() ?? "").TrimStart('\uFEFF');
        }

        Console.Write("Password: ");
        var password = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace && password.Length > 0)
                password.Length--;
            else if (!char.IsControl(key.KeyChar))
                password.Append(key.KeyChar);
        }

        Console.WriteLine();
        return password.ToString();
    }
}
