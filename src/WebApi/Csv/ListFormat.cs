using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.WebApi.Errors;

namespace LiveChat.WebApi.Csv;

/// <summary>In which format a list is asked for: JSON, or CSV for all of it.</summary>
internal static class ListFormat
{
    public const string Csv = "csv";
    private const string Json = "json";

    /// <summary>Answers a list in the format that was asked for.</summary>
    public static async Task<IResult> InFormatAsync(this HttpContext context, string? format, Func<Task<IResult>> asJson, Func<Task<IResult>> asCsv) => format switch
    {
        null or Json => await asJson(),
        Csv => await asCsv(),
        _ => Problems.From(
            new ValidationError(new Dictionary<string, string[]> { ["format"] = [ErrorText.Of("Validation.NotOneOf", $"{Json}, {Csv}")] }), context),
    };

    /// <summary>Documents that a list is given as a file too.</summary>
    public static RouteHandlerBuilder ProducesList<T>(this RouteHandlerBuilder builder) => builder
        .Produces<ListResult<T>>(StatusCodes.Status200OK, "application/json", "text/csv");
}
