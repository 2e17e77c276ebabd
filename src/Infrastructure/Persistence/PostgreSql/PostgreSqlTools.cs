using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LiveChat.Infrastructure.Backups;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>Runs PostgreSQL's own programs (<c>pg_dump</c>, <c>pg_restore</c>, <c>psql</c>) on a database.</summary>
internal sealed partial class PostgreSqlTools(NpgsqlConnectionStringBuilder connection)
{
    private const string Advice =
        "Install the client programs of PostgreSQL (Debian: postgresql-client) in the server's version or newer, so that they are found in PATH.";

    /// <summary>Starts a program that has its input and output redirected.</summary>
    /// <exception cref="BackupException">It is not installed.</exception>
    public Process Start(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Set(info, "PGHOST", connection.Host);
        Set(info, "PGPORT", connection.Port.ToString(CultureInfo.InvariantCulture));
        Set(info, "PGDATABASE", connection.Database);
        Set(info, "PGUSER", connection.Username);
        // By the environment, which other users of the machine can't read, as they can a command line.
        Set(info, "PGPASSWORD", connection.Password);
        Set(info, "PGPASSFILE", connection.Passfile);
        Set(info, "PGSSLROOTCERT", connection.RootCertificate);
        Set(info, "PGSSLCERT", connection.SslCertificate);
        Set(info, "PGSSLKEY", connection.SslKey);
        if (connection.ShouldSerialize("SSL Mode"))
            Set(info, "PGSSLMODE", SslModeOf(connection.SslMode));
        Set(info, "PGAPPNAME", "livechat backup");
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception)
        {
            throw new BackupException($"{program} is missing. {Advice}");
        }
    }

    /// <summary>Runs a program to its end, and throws away what it prints.</summary>
    /// <exception cref="BackupException">It is missing or failed.</exception>
    public void Run(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Start(program, arguments);
        using var ending = cancellationToken.Register(() => Kill(process));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        Finish(process, program, errors, cancellationToken);
    }

    /// <summary>Waits for the end of a program.</summary>
    /// <exception cref="BackupException">It failed. Its own first words say why.</exception>
    public static void Finish(Process process, string program, Task<string> errors, CancellationToken cancellationToken)
    {
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new BackupException($"{program} failed: {OneLine(errors.GetAwaiter().GetResult())}");
    }

    /// <exception cref="BackupException">A program is missing, or older than the server, whose database it can't read then.</exception>
    public void RequireVersion(string program, int serverMajor)
    {
        using var process = Start(program, "--version");
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (
            !int.TryParse(MajorPattern().Match(text).Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var major)
            || major < serverMajor
        )
            throw new BackupException(
                $"{program} is too old for this server: it is '{text.Trim()}', and the server is PostgreSQL {serverMajor}. {Advice}"
            );
    }

    public static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private static void Set(ProcessStartInfo info, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            info.Environment[name] = value;
    }

    private static string SslModeOf(SslMode mode) =>
        mode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => mode.ToString().ToLowerInvariant(),
        };

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(4));

    [GeneratedRegex(@"\) (\d+)")]
    private static partial Regex MajorPattern();
}
