using System.Net.Sockets;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.WebApi.CommandLine;

/// <summary>Describes a failed start in one line that an operator can act on, without a stack trace.</summary>
internal static class StartFault
{
    /// <summary>The codes of "too many open files" on Linux and macOS, of this process and of the machine.</summary>
    private static readonly int[] OutOfHandles = [23, 24];

    public static string Describe(Exception exception)
    {
        if (exception is SettingsException)
            return OnOneLine(exception.Message);
        var chain = Chain(exception).ToList();
        if (chain.Any(IsOutOfHandles))
            return "The server could not start: the system gives it no more open files or connections. Raise the limit (ulimit -n, LimitNOFILE of a systemd unit) to at least 1024.";
        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket)
            return $"The server could not listen on Urls: {OnOneLine(socket.Message)}. Stop what uses the address, or choose another that this user may use.";
        return $"The server could not start: {string.Join(" ", chain.Select(e => OnOneLine(e.Message)).Distinct())}";
    }

    /// <summary>Turns Kestrel's errors (an address in use, a missing certificate) into one that names the setting.</summary>
    public static Exception OfListening(Exception exception) =>
        exception switch
        {
            SettingsException => exception,
            _ when Chain(exception).Any(IsOutOfHandles) => exception,
            IOException or SocketException or InvalidOperationException => new SettingsException(
                $"The server could not listen on Urls: {OnOneLine(exception.Message)} Stop what uses the address, or choose another with Urls."
            ),
            _ => exception,
        };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            yield return e;
    }

    private static bool IsOutOfHandles(Exception exception) =>
        exception switch
        {
            SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => true,
            IOException when !OperatingSystem.IsWindows() => OutOfHandles.Contains(exception.HResult),
            _ => false,
        };

    private static string OnOneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
