using System.CommandLine;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;

namespace LiveChat.WebApi.CommandLine;

/// <summary>
/// Asks the server of this machine whether it is ready, by the settings that it runs with. A container's health check needs no other program
/// for it.
/// </summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("health", "Asks the server on this machine whether it is ready: exit code 0, or 1 with the reason.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, ct) => RunAsync([.. parsed.UnmatchedTokens], ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = ServerConfiguration.CreateBuilder(args);
        var settings = new ServerSettings(builder.Configuration, builder.Environment);
        var (url, status) = await AskAsync(settings, cancellationToken);
        return status switch
        {
            null => throw new SettingsException(
                $"No server answers at {url} within {Patience.TotalSeconds:0} s. Is it running with the same Urls?"
            ),
            >= 200 and < 300 => 0,
            _ => throw new SettingsException($"The server at {url} is not ready: it answered {status}. Its log tells why."),
        };
    }

    /// <summary>Asks whether the server is ready.</summary>
    /// <returns>Where it was asked, and the status of its answer; null when there is none.</returns>
    public static async Task<(string Url, int? Status)> AskAsync(ServerSettings settings, CancellationToken cancellationToken)
    {
        // Whether the certificate names this machine says nothing about the server's health.
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var http = new HttpClient(handler) { Timeout = Patience };
        var url = ListenAddress.ToLocal(settings.Urls[0]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/health/ready");
        // With AllowedHosts, the server answers to no other name.
        if (settings.AllowedHosts is [not "*" and var name, ..])
            request.Headers.Host = name.Replace("*.", "health.", StringComparison.Ordinal);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return (url, (int)answer.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return (url, null);
        }
    }
}
