using System.Text;
using LiveChat.WebApi.Configuration;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>The text of .env.example, from the declared settings.</summary>
public static class EnvExample
{
    private const int Width = 120;

    private const string Head =
        "LiveChat reads settings from appsettings.json beside the executable, then from a file named .env in the working directory, "
        + "then from environment variables, then from arguments (--Key=value). In this file and in the environment a colon in a name is "
        + "written as two underscores, and a list is numbered from 0 (Cors__Origins__0). Copy this file to .env and change what you need. "
        + "Values here are taken as they stand ($ is a dollar sign); one with # or with a quote at its end goes into quotes. What nothing "
        + "reads is told at the start.";

    public static string Write()
    {
        var text = new StringBuilder();
        AppendParagraph(text, Head);
        foreach (var setting in DeclaredSettings.All)
        {
            if (setting.Description is { } description)
                AppendParagraph(text.Append('\n'), description);
            foreach (var (name, value) in setting.Examples)
                text.Append('#').Append(name).Append('=').Append(value).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendParagraph(StringBuilder text, string paragraph)
    {
        var length = 0;
        foreach (var word in paragraph.Split(' '))
        {
            if (length > 0 && length + 1 + word.Length > Width)
            {
                text.Append('\n');
                length = 0;
            }

            if (length == 0)
            {
                text.Append('#');
                length = 1;
            }

            text.Append(' ').Append(word);
            length += 1 + word.Length;
        }

        text.Append('\n');
    }
}
