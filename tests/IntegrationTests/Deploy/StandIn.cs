using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LiveChat.IntegrationTests.Deploy;

/// <summary>Something that listens where a server would, and tells what came: of several real ones nobody could see which one answered.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Method and path of each request, in the order in which they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <param name="name">What it answers with, whatever is asked.</param>
    /// <param name="answer">Answers instead where it returns true.</param>
    public static async Task<StandIn> StartAsync(string name, Func<HttpContext, Task<bool>>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var standIn = new StandIn(app);
        app.Run(async context =>
        {
            standIn.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (answer is null || !await answer(context))
                await context.Response.WriteAsync(name);
        });
        await app.StartAsync();
        return standIn;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
