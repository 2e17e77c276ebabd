using LiveChat.Application.Operations;

namespace LiveChat.Application.Abstractions;

/// <summary>Lists the settings in force, without secrets.</summary>
public interface ISettingsReport
{
    IReadOnlyList<SettingDto> List();
}
