using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LiveChat.IntegrationTests.Support.Storage;

/// <summary>A request that went through the proxy.</summary>
/// <param name="Sent">The bytes of the answer's body that the proxy passed on.</param>
internal sealed record StoreCall(string Method, string Host, string Path, string? Range, long Sent);

/// <summary>Stands between the server and the gateway, and does what a network or a bad store may do.</summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    private readonly HttpMessageInvoker _gateway = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<StoreCall> _calls = new();
    private readonly WebApplication _app;
    private readonly Uri _to;

    private StoreProxy(Uri to)
    {
        _to = to;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    public Uri Address { get; private set; } = null!;

    public IReadOnlyCollection<StoreCall> Calls => _calls;

    /// <summary>Closes the connection instead of answering such requests.</summary>
    public Func<HttpRequest, bool> Cuts { get; set; } = _ => false;

    /// <summary>Never answers such requests.</summary>
    public Func<HttpRequest, bool> Hangs { get; set; } = _ => false;

    /// <summary>Changes a request's body on its way to the store.</summary>
    public Func<HttpRequest, byte[], byte[]>? Sends { get; set; }

    /// <summary>Changes an answer on its way from the store.</summary>
    public Func<HttpRequest, byte[], byte[]>? Answers { get; set; }

    /// <summary>The ETag that is told after an upload in place of the store's.</summary>
    public string? Tag { get; set; }

    /// <summary>Closes the connection after so many bytes of an answer's body; asked once for each answer.</summary>
    public Func<HttpRequest, long?> CutsAfter { get; set; } = _ => null;

    public static async Task<StoreProxy> StartAsync()
    {
        var proxy = new StoreProxy((await RadosGateway.Shared).Address);
        await proxy._app.StartAsync();
        proxy.Address = new Uri(proxy._app.Urls.Single());
        return proxy;
    }

    public void Forget() => _calls.Clear();

    public async ValueTask DisposeAsync()
    {
        Hangs = _ => false;
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _gateway.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var request = context.Request;
        if (Hangs(request))
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        if (Cuts(request))
        {
            context.Abort();
            return;
        }

        using var passed = await CopyAsync(context);
        using var answer = await _gateway.SendAsync(passed, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not "Transfer-Encoding")
                context.Response.Headers[name] = values.ToArray();
        }

        if (Tag is not null && request.Method == HttpMethods.Put)
            context.Response.Headers.ETag = Tag;
        var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (Answers is not null)
            body = Answers(request, body);
        var sent = await SendAsync(context, body, CutsAfter(request));
        _calls.Enqueue(new StoreCall(request.Method, request.Host.Value!, request.Path, request.Headers.Range, sent));
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A client that takes this for its HTTP proxy names the whole URL.
        if (target.StartsWith("http://", StringComparison.Ordinal))
            target = target[target.IndexOf('/', "http://".Length)..];
        var message = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(
                _to.GetLeftPart(UriPartial.Authority) + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        message.Content = new ByteArrayContent(Sends is null ? body.ToArray() : Sends(context.Request, body.ToArray()));
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values) && name is not "Content-Length")
                message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        message.Headers.Host = context.Request.Host.Value;
        message.Headers.ExpectContinue = false;
        return message;
    }

    /// <returns>How many bytes were sent.</returns>
    private static async Task<long> SendAsync(HttpContext context, byte[] body, long? cutAfter)
    {
        if (context.Request.Method == HttpMethods.Head || context.Response.StatusCode == StatusCodes.Status204NoContent)
            return 0;
        // To write nothing would still send the headers, and an answer without a body would be whole.
        if (cutAfter == 0)
        {
            context.Abort();
            return 0;
        }

        var length = (int)Math.Min(cutAfter ?? body.Length, body.Length);
        await context.Response.Body.WriteAsync(body.AsMemory(0, length), context.RequestAborted);
        if (cutAfter is not null)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }

        return length;
    }
}
