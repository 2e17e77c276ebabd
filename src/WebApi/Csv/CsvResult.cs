using System.Globalization;
using CsvHelper;
using LiveChat.Application.Common;

namespace LiveChat.WebApi.Csv;

/// <summary>A list as a CSV file (RFC 4180, UTF-8 with a byte order mark), sent while it is read.</summary>
internal sealed class CsvResult<T>(string name, Export<T> export, IReadOnlyList<CsvColumn<T>> columns, DateTimeOffset now) : IResult
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{name}-{now.UtcDateTime:yyyyMMdd-HHmmss}.csv\"");
        var cancellationToken = httpContext.RequestAborted;
        await using var csv = CsvWriter.Create(response.Body, Options, leaveOpen: true);
        foreach (var column in columns)
            csv.WriteField(column.Name);
        await csv.EndRecordAsync(cancellationToken);
        await foreach (var row in export.Rows.WithCancellation(cancellationToken))
        {
            foreach (var column in columns)
                csv.WriteField(SpreadsheetText.Defuse(column.Value(row)));
            await csv.EndRecordAsync(cancellationToken);
        }
    }
}
