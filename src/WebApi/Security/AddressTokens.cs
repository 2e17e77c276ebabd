using LiveChat.WebApi.Hubs;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Security;

/// <summary>
/// Removes tokens from URLs before anything else sees the request, because logs, traces and metrics contain URLs. A browser can't set
/// headers when it opens a WebSocket, so the hub's token comes in the query and is moved into the <c>Authorization</c> header. The token of
/// a host site in the page's URL is only for the page, and is dropped.
/// </summary>
internal sealed class AddressTokens(IServiceProvider services) : IHttpContextFactory
{
    private const string HubToken = "access_token";
    private const string HostToken = "token";

    private readonly DefaultHttpContextFactory _inner = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        var request = featureCollection.GetRequiredFeature<IHttpRequestFeature>();
        if (request.QueryString.Contains(HostToken, StringComparison.OrdinalIgnoreCase))
            TakeOut(request);
        return _inner.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);

    private static void TakeOut(IHttpRequestFeature request)
    {
        var rest = QueryString.Empty;
        string? hubToken = null;
        foreach (var pair in new QueryStringEnumerable(request.QueryString))
        {
            var name = pair.DecodeName().ToString();
            if (name.Equals(HubToken, StringComparison.OrdinalIgnoreCase))
                hubToken = pair.DecodeValue().ToString();
            else if (!name.Equals(HostToken, StringComparison.OrdinalIgnoreCase))
                rest = rest.Add(name, pair.DecodeValue().ToString());
        }

        if (hubToken is { Length: > 0 } && request.Headers.Authorization.Count == 0 && new PathString(request.Path).StartsWithSegments(ChatHub.Path, StringComparison.OrdinalIgnoreCase))
            request.Headers[HeaderNames.Authorization] = $"Bearer {hubToken}";
        request.QueryString = rest.Value ?? "";
        request.RawTarget = request.RawTarget.Split('?')[0] + rest.Value;
    }
}
