using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Errors;

namespace LiveChat.WebApi.Csv;

/// <summary>The format of a list: JSON for a page, or CSV for the whole list.</summary>
internal static class ListFormat
{
    public const string Csv = "csv";
    public const string Json = "json";

    /// <summary>Answers a list in the format that was asked for.</summary>
    public static async Task<IResult> InFormatAsync(
        this HttpContext context,
        string? format,
        Func<Task<IResult>> asJson,
        Func<Task<IResult>> asCsv
    ) =>
        format switch
        {
            null or Json => await asJson(),
            Csv => await context.ExportAsync(asCsv),
            _ => Problems.From(
                new ValidationError(
                    new Dictionary<string, string[]> { ["format"] = [ErrorText.Of("Validation.NotOneOf", $"{Json}, {Csv}")] }
                ),
                context
            ),
        };

    /// <summary>
    /// Answers with a file from the lane of exports. The place is taken before anything is read or recorded, so that what is refused for
    /// want of one leaves no trace, and is held until the last row is sent or the client is gone.
    /// </summary>
    private static async Task<IResult> ExportAsync(this HttpContext context, Func<Task<IResult>> asCsv)
    {
        var actor = context.ToActor();
        // Nobody else is given a file, and their refusal waits for nothing.
        if (!actor.IsAdmin)
            return await asCsv();
        var work = context.RequestServices.GetRequiredService<ICostlyWork>();
        return await work.ExportAsync(actor.UserId.Value, SendAsync, context.RequestAborted);

        async Task<IResult> SendAsync()
        {
            // What is recorded is written, and a thread of low priority must not hold the lock that messages wait for.
            var answer = Task.Run(asCsv, context.RequestAborted).GetAwaiter().GetResult();
            await answer.ExecuteAsync(context);
            return Results.Empty;
        }
    }

    /// <summary>Documents that a list is also available as a file.</summary>
    public static RouteHandlerBuilder ProducesList<T>(this RouteHandlerBuilder builder) =>
        builder.Produces<ListResult<T>>(StatusCodes.Status200OK, "application/json", "text/csv");
}
