using System.Globalization;
using CsvHelper;
using LiveChat.Application.Common;
using Microsoft.AspNetCore.Http.Features;

namespace LiveChat.WebApi.Csv;

/// <summary>
/// A list as a CSV file (RFC 4180, UTF-8 with a byte order mark), sent while it is read. Reading and sending block the calling thread,
/// which is one of the lane of exports, so nothing of it runs on the threads that carry messages.
/// </summary>
internal sealed class CsvResult<T>(string name, Export<T> export, IReadOnlyList<CsvColumn<T>> columns, DateTimeOffset now) : IResult
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{name}-{now.UtcDateTime:yyyyMMdd-HHmmss}.csv\"");
        if (httpContext.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        using var csv = CsvWriter.Create(response.Body, Options, leaveOpen: true);
        foreach (var column in columns)
            csv.WriteField(column.Name);
        csv.EndRecord();
        foreach (var row in export.Rows.ToBlockingEnumerable(httpContext.RequestAborted))
        {
            foreach (var column in columns)
                csv.WriteField(SpreadsheetText.Defuse(column.Value(row)));
            csv.EndRecord();
        }

        return Task.CompletedTask;
    }
}
