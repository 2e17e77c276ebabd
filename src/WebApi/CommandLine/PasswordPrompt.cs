using System.Text;

namespace LiveChat.WebApi.CommandLine;

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
