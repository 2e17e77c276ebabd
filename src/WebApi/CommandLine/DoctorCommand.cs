using System.CommandLine;
using System.Globalization;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;

namespace LiveChat.WebApi.CommandLine;

/// <summary>
/// Looks at everything that an operator has to care for, whether the server runs or not, and says how to mend what is wrong. It changes
/// nothing, and never shows a secret.
/// </summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The address that people use, to ask it through all proxies before it." };
        var language = new Option<string>("--language") { Description = "en or zh-CN.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "zh-CN");
        var command = new Command(
            "doctor",
            "Looks at settings, database, disk, clock, Redis, files and server: exit code 0 if all is well, otherwise 1."
        )
        {
            url,
            language,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, ct) =>
            {
                CultureInfo.CurrentUICulture = new CultureInfo(parsed.GetValue(language)!);
                return RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(url), ct);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(string[] args, string? url, CancellationToken cancellationToken)
    {
        var builder = ServerConfiguration.CreateBuilder(args);
        var ofSettings = SettingsInspector.Find(builder.Configuration, builder.Environment);
        List<FindingDto> findings = [.. ofSettings.Select(finding => finding.ToDto())];
        if (ofSettings.Any(finding => finding.Status == FindingStatus.Fault))
        {
            // Nothing else can be looked at without them.
            findings.Add(new Finding(CheckKind.Settings, FindingStatus.Warning, "RestNotLookedAt").ToDto());
            return Print(findings);
        }

        await using var services = DatabaseTool.BuildServices(args);
        await using (var scope = services.CreateAsyncScope())
        {
            var found = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DiagnoseQuery(), cancellationToken);
            findings.AddRange(found.Value.Results);
        }

        var settings = services.GetRequiredService<ServerSettings>();
        findings.AddRange((await PublicAddress.AskServerAsync(settings, cancellationToken)).Select(finding => finding.ToDto()));
        if (url is not null)
            findings.AddRange((await PublicAddress.AskAsync(url, settings, cancellationToken)).Select(finding => finding.ToDto()));
        return Print(findings);
    }

    private static int Print(List<FindingDto> findings)
    {
        foreach (var finding in findings.OrderBy(finding => finding.Check))
        {
            Console.WriteLine($"{WordOf(finding.Status), -8} {finding.Check, -9} {finding.Text}");
            if (finding.Advice is { } advice)
                Console.WriteLine($"{"", 18} -> {advice}");
        }

        var (warnings, faults) = (
            findings.Count(f => f.Status == FindingStatus.Warning),
            findings.Count(f => f.Status == FindingStatus.Fault)
        );
        Console.WriteLine();
        Console.WriteLine(LocalizedText.Of("Finding.Summary", findings.Count, warnings, faults));
        return warnings + faults == 0 ? 0 : 1;
    }

    private static string WordOf(FindingStatus status) =>
        status switch
        {
            FindingStatus.Ok => "ok",
            FindingStatus.Warning => "WARNING",
            _ => "FAULT",
        };
}
