using System.Globalization;
using System.Resources;

[assembly: NeutralResourcesLanguage("zh-CN")]

namespace LiveChat.Application.Common;

/// <summary>
/// What the server writes for people, such as errors, warnings and names of roles, in the language of the request
/// (<see cref="CultureInfo.CurrentUICulture"/>): zh-CN by default, or en.
/// </summary>
public static class LocalizedText
{
    private static readonly ResourceManager Texts = new("LiveChat.Application.Resources.LocalizedText", typeof(LocalizedText).Assembly);

    /// <summary>The sentence of an error: what happened, and what to do about it.</summary>
    public static string Of(Error error) => Of(error.Name, error.Arguments);

    /// <exception cref="InvalidOperationException">There is no such text; a test asserts that every error has one.</exception>
    public static string Of(string name, params object[] arguments)
    {
        var text =
            Texts.GetString(name, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"There is no text named '{name}'.");
        return arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentUICulture, text, arguments);
    }
}
