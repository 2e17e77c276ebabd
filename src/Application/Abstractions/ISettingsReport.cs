using LiveChat.Application.Operations;

namespace LiveChat.Application.Abstractions;

/// <summary>Tells which settings are in force, without secrets.</summary>
public interface ISettingsReport
{
    IReadOnlyList<SettingDto> List();
}
