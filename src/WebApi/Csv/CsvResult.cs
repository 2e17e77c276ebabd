using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LiveChat.WebApi.Csv;

/// <summary>
/// A list as a CSV file (RFC 4180, UTF-8 with a byte order mark), sent while it is read. Reading and sending block the calling thread,
/// which is one of the lane of exports, so nothing of it runs on the threads that carry messages.
/// </summary>
internal sealed class CsvResult<T>(Export<T> export, CsvTable<T> table) : IResult
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    /// <summary>
    /// In bytes a second. A client that reads more slowly is cut, and so is an export that lasts too long: it holds a place that others wait
    /// for, and a view of the database because of which its log can't be shortened.
    /// </summary>
    private const double SlowestReading = 4_096;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var now = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture,
            $"attachment; filename=\"{table.Name}-{now.UtcDateTime:yyyyMMdd-HHmmss}.csv\""
        );
        if (httpContext.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        if (HttpProtocol.IsHttp11(httpContext.Request.Protocol) && httpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = new MinDataRate(SlowestReading, Grace);
        using var timer = new Timer(_ => httpContext.Abort(), null, Longest, Timeout.InfiniteTimeSpan);
        using var csv = CsvWriter.Create(response.Body, Options, leaveOpen: true);
        foreach (var column in table.Columns)
            csv.WriteField(column.Name);
        csv.EndRecord();
        foreach (var row in export.Rows.ToBlockingEnumerable(httpContext.RequestAborted))
        {
            foreach (var column in table.Columns)
                csv.WriteField(SpreadsheetText.Defuse(column.Value(row)));
            csv.EndRecord();
        }

        return Task.CompletedTask;
    }
}

/// <summary>
/// Makes text safe for a cell, so that no spreadsheet takes it for a formula. The CSV library handles ASCII signs at the very start;
/// spreadsheets also accept full-width ones, and ignore white space before them.
/// </summary>
internal static class SpreadsheetText
{
    private const string FormulaSigns = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Puts an apostrophe before text that would begin a formula, also after white space and invisible characters.</summary>
    public static string? Defuse(string? text) => text is not null && BeginsFormula(text) ? $"'{text}" : text;

    private static bool BeginsFormula(string text)
    {
        foreach (var character in text)
        {
            if (FormulaSigns.Contains(character, StringComparison.Ordinal))
                return true;
            if (
                !char.IsWhiteSpace(character)
                && CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format)
            )
                return false;
        }

        return false;
    }
}
