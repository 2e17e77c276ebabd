using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Limits;

/// <summary>
/// Receives and discards the rest of a body after its request was refused. Most clients send a body to its end before they read the answer,
/// and one whose connection is closed meanwhile reports a broken connection instead of the reason. Kestrel by itself discards for five
/// seconds, which is too short for a large file over a slow line.
/// </summary>
internal static class RefusedBodies
{
    /// <summary>The most bytes that are discarded of one body.</summary>
    public const long Most = 64 * 1024 * 1024;

    private const int BlockLength = 16 * 1024;

    /// <summary>The longest time for it. Kestrel's lowest pace for bodies (240 bytes a second) holds as well.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Does so for people who are signed in. Must be outside of all that answers. Anybody else gets Kestrel's five seconds, because
    /// connections that nobody answers for must not be held at will.
    /// </summary>
    public static IApplicationBuilder UseRefusedBodies(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return app.Use(
            (context, next) =>
                HttpProtocol.IsHttp11(context.Request.Protocol)
                && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
                    ? AnswerAsync(context, next, stopping)
                    : next(context)
        );
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next, CancellationToken stopping)
    {
        // What comes behind may put something else in its place.
        var body = context.Request.Body;
        await next(context);
        var status = context.Response.StatusCode;
        // A body that came too slowly has had its time.
        if (status is < StatusCodes.Status400BadRequest or StatusCodes.Status408RequestTimeout)
            return;
        if (context.User.Identity?.IsAuthenticated != true)
            return;
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var hasBegun = limit?.IsReadOnly != false;
        // The client waits for the answer before it sends anything.
        if (!hasBegun && context.Request.Headers.ContainsKey(HeaderNames.Expect))
            return;
        await context.Response.CompleteAsync();
        if (!hasBegun)
            limit!.MaxRequestBodySize = null;
        await DiscardAsync(context, body, stopping);
    }

    private static async Task DiscardAsync(HttpContext context, Stream body, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        deadline.CancelAfter(Longest);
        var block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            var discarded = 0L;
            while (discarded < Most)
            {
                var read = await body.ReadAsync(block, deadline.Token);
                if (read == 0)
                    return;
                discarded += read;
            }

            context.Abort();
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (IOException)
        {
            // The client has gone, is too slow, or sent what is no body; Kestrel closes the connection.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
