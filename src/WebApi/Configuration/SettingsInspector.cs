using LiveChat.Infrastructure.Settings;

namespace LiveChat.WebApi.Configuration;

/// <summary>Whether every setting is known and usable.</summary>
internal sealed class SettingsInspector : IInspector
{
    private readonly IReadOnlyList<Finding> _findings;

    /// <summary>
    /// For a server that starts, so that every setting is usable. Looks once, before the host writes settings of its own among the operator's;
    /// they change only with a restart.
    /// </summary>
    public SettingsInspector(IConfigurationRoot configuration, IHostEnvironment environment) =>
        _findings = Judge(configuration, environment, unusable: []);

    public CheckKind Kind => CheckKind.Settings;

    public Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken) => Task.FromResult(_findings);

    /// <summary>All that is wrong with the settings, and not only what is first.</summary>
    public static IReadOnlyList<Finding> Find(IConfigurationRoot configuration, IHostEnvironment environment) =>
        Judge(configuration, environment, FindUnusable(configuration, environment));

    private static List<Finding> Judge(IConfigurationRoot configuration, IHostEnvironment environment, IEnumerable<string> unusable)
    {
        List<Finding> findings =
        [
            .. UnknownSettings
                .Find(configuration)
                .Select(unknown =>
                    unknown.Meant is { } meant ? Warning("SettingMisspelt", unknown.Key, meant) : Warning("SettingUnknown", unknown.Key)
                ),
            .. unusable.Distinct().Select(message => new Finding(CheckKind.Settings, FindingStatus.Fault, "SettingUnusable", message)),
        ];
        if (
            environment.IsProduction()
            && DeclaredSettings.PublicBaseUrl.Key is var key
            && (configuration[key] is not { Length: > 0 } url || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback))
        )
            findings.Add(Warning("PublicBaseUrlLocal"));
        return findings.Count > 0
            ? findings
            : [new Finding(CheckKind.Settings, FindingStatus.Ok, "SettingsRight", DeclaredSettings.All.Count)];
    }

    private static Finding Warning(string name, params object[] arguments) =>
        new(CheckKind.Settings, FindingStatus.Warning, name, arguments);

    /// <summary>What the start would refuse: each setting by itself, and then all of them together.</summary>
    private static IEnumerable<string> FindUnusable(IConfigurationRoot configuration, IHostEnvironment environment)
    {
        var reader = new SettingReader(configuration);
        var isFound = false;
        foreach (var setting in DeclaredSettings.All)
        {
            if (FindFault(() => setting.Check(reader)) is not { } fault)
                continue;
            isFound = true;
            yield return fault;
        }

        if (!isFound && FindFault(() => new ServerSettings(configuration, environment).CheckKey()) is { } ofAll)
            yield return ofAll;
    }

    private static string? FindFault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (SettingsException exception)
        {
            return exception.Message;
        }
    }
}
