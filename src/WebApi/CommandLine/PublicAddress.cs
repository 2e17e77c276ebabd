using System.Net.Http.Json;
using System.Net.WebSockets;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Json;

namespace LiveChat.WebApi.CommandLine;

/// <summary>Asks a running server how it is, at its own address and at the one that people use.</summary>
internal static class PublicAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the server on this machine runs and is ready.</summary>
    public static async Task<IReadOnlyList<Finding>> AskServerAsync(ServerSettings settings, CancellationToken cancellationToken)
    {
        var (url, status) = await HealthCommand.AskAsync(settings, cancellationToken);
        return
        [
            status switch
            {
                null => new Finding(CheckKind.Server, FindingStatus.Ok, "ServerStopped", url),
                200 => new Finding(CheckKind.Server, FindingStatus.Ok, "ServerReady", url),
                _ => new Finding(CheckKind.Server, FindingStatus.Fault, "ServerNotReady", url, status),
            },
        ];
    }

    /// <summary>What reaches the server through the proxies before it.</summary>
    public static async Task<IReadOnlyList<Finding>> AskAsync(string text, ServerSettings settings, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new SettingsException($"--url is an address such as https://chat.example.com, and not '{text}'.");
        using var http = new HttpClient { Timeout = Patience };
        List<Finding> findings = [];
        try
        {
            using var answer = await http.GetAsync(new Uri(url, "health/connection"), cancellationToken);
            if (await ReadAsync(answer, cancellationToken) is not { } seen)
                return [Fault("AddressOfAnother", url, (int)answer.StatusCode)];
            findings.Add(new Finding(CheckKind.Proxy, FindingStatus.Ok, "AddressAnswers", url));
            findings.AddRange(Judge(seen, url));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return [Fault("AddressUnreachable", url, exception.GetBaseException().Message)];
        }

        if (settings.PublicBaseUrl != text.TrimEnd('/'))
            findings.Add(Warning("AddressIsNotPublicBaseUrl", url, settings.PublicBaseUrl));
        findings.Add(await TrySocketAsync(url, cancellationToken));
        return findings;
    }

    private static async Task<SeenConnectionDto?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync<SeenConnectionDto>(WireJson.Options, cancellationToken)
                : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<Finding> Judge(SeenConnectionDto seen, Uri url)
    {
        if (seen.IgnoredHeader is { } header)
            yield return Warning("HeaderIgnored", header, seen.Address);
        else
            yield return new Finding(CheckKind.Proxy, FindingStatus.Ok, "AddressSeen", seen.Address);
        if (seen.Scheme != url.Scheme)
            yield return Warning("SchemeDiffers", url.Scheme, seen.Scheme);
    }

    private static async Task<Finding> TrySocketAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var socket = new ClientWebSocket();
        var address = new UriBuilder(new Uri(url, "health/connection")) { Scheme = url.Scheme == "https" ? "wss" : "ws" }.Uri;
        try
        {
            await socket.ConnectAsync(address, limit.Token);
            var received = await socket.ReceiveAsync(new byte[1024], limit.Token);
            return received.MessageType == WebSocketMessageType.Text
                ? new Finding(CheckKind.Proxy, FindingStatus.Ok, "SocketOpens")
                : Warning("SocketFails", received.CloseStatusDescription ?? "");
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            return Warning("SocketFails", exception.Message);
        }
    }

    private static Finding Warning(string name, params object[] arguments) => new(CheckKind.Proxy, FindingStatus.Warning, name, arguments);

    private static Finding Fault(string name, params object[] arguments) => new(CheckKind.Proxy, FindingStatus.Fault, name, arguments);
}
