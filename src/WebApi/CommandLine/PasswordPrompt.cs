using System.Text;

namespace LiveChat.WebApi.CommandLine;

internal static class PasswordPrompt
{
    /// <summary>Reads a password: a line of standard input, or what is typed at a prompt, unseen.</summary>
    public static string Read(bool fromStandardInput)
    {
        if (fromStandardInput || Console.IsInputRedirected)
        {
            // Windows' own tools put a mark of the encoding in front, which is no part of a password.
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
