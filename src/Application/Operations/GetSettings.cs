namespace LiveChat.Application.Operations;

/// <summary>The settings in force, and where each comes from.</summary>
public sealed record GetSettingsQuery(Actor Actor) : IRequest<Result<ListResult<SettingDto>>>, IAdminRequest;

public sealed class GetSettingsHandler(ISettingsReport report) : IRequestHandler<GetSettingsQuery, Result<ListResult<SettingDto>>>
{
    public Task<Result<ListResult<SettingDto>>> Handle(GetSettingsQuery request, CancellationToken cancellationToken)
    {
        var settings = report.List();
        return Task.FromResult<Result<ListResult<SettingDto>>>(new ListResult<SettingDto>(settings.Count, settings));
    }
}

/// <summary>A setting in force and where it comes from.</summary>
/// <param name="Key">The name in configuration: <c>Section:Key</c>.</param>
/// <param name="Value">The value; null for a secret, which is never shown, and for a setting that is not set.</param>
/// <param name="IsSecret">Whether the value is withheld. <paramref name="Source"/> tells whether a secret is set.</param>
public sealed record SettingDto(string Key, string? Value, SettingSource Source, bool IsSecret);

/// <summary>The places that settings come from; a later one wins.</summary>
public enum SettingSource
{
    Default,
    Appsettings,
    EnvFile,
    Environment,
    Arguments,
}

/// <summary>Lists the settings in force, without secrets.</summary>
public interface ISettingsReport
{
    IReadOnlyList<SettingDto> List();
}
