using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Limits;

namespace LiveChat.WebApi.Web;

/// <summary>
/// Refuses U+0000, lone surrogates and invalid UTF-8 anywhere in a JSON body. The framework checks only the properties that it binds, and
/// would let them through in ignored ones.
/// </summary>
public static class JsonText
{
    public static IApplicationBuilder UseJsonTextCheck(this IApplicationBuilder app) =>
        app.Use((context, next) => context.Request.HasJsonContentType() ? CheckAsync(context, next) : next(context));

    private static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // The body is examined but not consumed, so that the endpoint can read it.
        var reader = context.Request.BodyReader;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(RequestBodies.TimeOf(context));
        ReadResult body;
        try
        {
            body = await reader.ReadAsync(deadline.Token);
            while (!body.IsCompleted)
            {
                reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
                body = await reader.ReadAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The rest of the body would be taken for the next request.
            context.Response.Headers.Connection = "close";
            await Problems.FromStatus(StatusCodes.Status408RequestTimeout, context).ExecuteAsync(context);
            return;
        }

        context.Features.Get<GatedConnection>()?.RequestRead();
        var isText = IsText(body.Buffer);
        reader.AdvanceTo(body.Buffer.Start);
        if (isText)
            await next(context);
        else
            await Problems.Malformed(context, null).ExecuteAsync(context);
    }

    /// <returns>True also for JSON that is malformed in other ways, which the endpoint reports.</returns>
    private static bool IsText(in ReadOnlySequence<byte> json)
    {
        var reader = new Utf8JsonReader(WithoutMark(json));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                    return false;
            }
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        catch (JsonException)
        {
        }

        return true;
    }

    /// <summary>Skips a byte order mark in front, which the JSON reader does not know.</summary>
    private static ReadOnlySequence<byte> WithoutMark(in ReadOnlySequence<byte> json)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        Span<byte> beginning = stackalloc byte[mark.Length];
        if (json.Length < mark.Length)
            return json;
        json.Slice(0, mark.Length).CopyTo(beginning);
        return beginning.SequenceEqual(mark) ? json.Slice(mark.Length) : json;
    }
}
