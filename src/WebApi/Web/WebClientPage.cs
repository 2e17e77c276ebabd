using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>The page of the web client: every path that is not the API's leads to it, and it finds its own way from there.</summary>
public sealed class WebClientPage(ServerSettings settings, IWebHostEnvironment environment)
{
    public const string MissingText = "The web client is not built: install Node.js 20.19 or later and start again. The API is served all the same.";

    private const string ConfigPlaceholder = "name=\"livechat-config\" content=\"{}\"";

    private readonly string _path = Path.Combine(environment.ContentRootPath, "wwwroot", "index.html");

    private Rendered? _rendered;

    public bool IsBuilt => File.Exists(_path);

    /// <summary>What <see cref="UnknownPaths"/> leads to; anybody may see it.</summary>
    public Endpoint Endpoint => new(context => Serve(context).ExecuteAsync(context), new EndpointMetadataCollection(new AllowAnonymousAttribute()), "Web client");

    private IResult Serve(HttpContext context)
    {
        if (!IsBuilt)
            return Results.Text(MissingText, statusCode: StatusCodes.Status503ServiceUnavailable);
        context.Response.Headers.CacheControl = "no-cache";
        var page = Render();
        return Results.Bytes(page.Html, "text/html; charset=utf-8", entityTag: page.Tag);
    }

    private Rendered Render()
    {
        var builtAt = File.GetLastWriteTimeUtc(_path);
        if (_rendered is { } known && known.BuiltAt == builtAt)
            return known;
        var config = JsonSerializer.Serialize(
            new
            {
                demo = settings.IsDemo,
                registration = settings.IsRegistrationEnabled,
                recallWindowSeconds = (long)settings.RecallWindow.TotalSeconds,
                maxFileSizeBytes = settings.Media.MaxFileSize,
            },
            WireJson.Options);
        var html = Encoding.UTF8.GetBytes(File.ReadAllText(_path).Replace(ConfigPlaceholder, $"name=\"livechat-config\" content=\"{WebUtility.HtmlEncode(config)}\"", StringComparison.Ordinal));
        // Weak, because the same page travels compressed and as it is.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(html))[..16]}\"", isWeak: true);
        return _rendered = new Rendered(builtAt, html, tag);
    }

    private sealed record Rendered(DateTime BuiltAt, byte[] Html, EntityTagHeaderValue Tag);
}
