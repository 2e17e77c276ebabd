using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>The page of the web client. Every path outside the API leads to it, and it does its own routing.</summary>
public sealed class WebClientPage(ServerSettings settings, IWebHostEnvironment environment)
{
    public const string MissingText = "The web client is not built: install Node.js 20.19 or later and start again. The API is served all the same.";

    private const string ConfigPlaceholder = "name=\"livechat-config\" content=\"{}\"";

    private const string AnyPage = "index.html";

    // The same page with a skeleton, and with preload links for the files that the chat needs.
    private const string ChatPage = "chat.html";

    private static readonly PathString ChatPath = "/chat";

    // The element that names the file with the English sentences. It becomes a preload link, because the page would otherwise request it
    // only when it runs.
    private const string EnglishName = "<meta name=\"livechat-english\" content=";

    private const string EnglishPreload = "<link rel=\"modulepreload\" crossorigin href=";

    private readonly string _directory = Path.Combine(environment.ContentRootPath, "wwwroot");

    private readonly ConcurrentDictionary<(string Name, bool IsEnglish), Rendered> _rendered = new();

    public bool IsBuilt => File.Exists(Path.Combine(_directory, AnyPage));

    /// <summary>What <see cref="UnknownPaths"/> leads to; anybody may see it.</summary>
    public Endpoint Endpoint => new(context => Serve(context).ExecuteAsync(context), new EndpointMetadataCollection(new AllowAnonymousAttribute()), "Web client");

    private IResult Serve(HttpContext context)
    {
        if (!IsBuilt)
            return Results.Text(MissingText, statusCode: StatusCodes.Status503ServiceUnavailable);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var isEnglish = RequestLanguage.Of(context.Request).Name == "en";
        var page = Render(context.Request.Path.Equals(ChatPath, StringComparison.Ordinal) ? ChatPage : AnyPage, isEnglish);
        return Results.Bytes(page.Html, "text/html; charset=utf-8", entityTag: page.Tag);
    }

    private Rendered Render(string name, bool isEnglish)
    {
        var path = Path.Combine(_directory, name);
        var builtAt = File.GetLastWriteTimeUtc(path);
        if (_rendered.TryGetValue((name, isEnglish), out var known) && known.BuiltAt == builtAt)
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
        var page = File.ReadAllText(path).Replace(
            ConfigPlaceholder, $"name=\"livechat-config\" content=\"{WebUtility.HtmlEncode(config)}\"", StringComparison.Ordinal);
        if (isEnglish)
            page = page.Replace(EnglishName, EnglishPreload, StringComparison.Ordinal);
        var html = Encoding.UTF8.GetBytes(page);
        // The ETag is weak, because the same page is sent compressed and uncompressed.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(html))[..16]}\"", isWeak: true);
        return _rendered[(name, isEnglish)] = new Rendered(builtAt, html, tag);
    }

    private sealed record Rendered(DateTime BuiltAt, byte[] Html, EntityTagHeaderValue Tag);
}
