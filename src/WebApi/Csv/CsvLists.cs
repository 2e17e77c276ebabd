using System.Globalization;
using CsvHelper;
using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LiveChat.WebApi.Csv;

/// <summary>The lists that can be exported. Headings and values are those of the JSON; a list there is one cell here.</summary>
internal static class CsvLists
{
    private const string Between = "; ";

    public static readonly CsvTable<UserDto> Users = new(
        "users",
        [
            new("id", u => u.Id),
            new("username", u => u.Username),
            new("role", u => WireNames<UserRole>.Of(u.Role)),
            new("status", u => WireNames<UserStatus>.Of(u.Status)),
            new("description", u => u.Description),
            new("is_online", u => u.IsOnline ? "true" : "false"),
            new("last_seen_at", u => Time(u.LastSeenAt)),
            new("created_at", u => Time(u.CreatedAt)),
        ]
    );

    public static readonly CsvTable<ConversationDto> Conversations = new(
        "conversations",
        [
            new("id", c => Number(c.Id)),
            new("type", c => WireNames<ConversationType>.Of(c.Type)),
            new("title", c => c.Title),
            new("participants", c => string.Join(Between, c.Participants.Select(p => p.User.Username))),
            new("participant_ids", c => string.Join(Between, c.Participants.Select(p => p.User.Id))),
            new("unread_counts", c => string.Join(Between, c.Participants.Select(p => Number(p.UnreadCount)))),
            new("last_sequence", c => Number(c.LastSequence)),
            new("last_message", c => c.LastMessage?.Content),
            new("waiting_since", c => Time(c.WaitingSince)),
            new("created_at", c => Time(c.CreatedAt)),
            new("updated_at", c => Time(c.UpdatedAt)),
        ]
    );

    public static readonly CsvTable<MessageDto> Messages = new(
        "messages",
        [
            new("id", m => Number(m.Id)),
            new("conversation_id", m => Number(m.ConversationId)),
            new("sequence", m => Number(m.Sequence)),
            new("sender_id", m => m.SenderId),
            new("type", m => WireNames<MessageType>.Of(m.Type)),
            new("content", m => m.Content),
            new("attachment_name", m => m.Attachment?.Name),
            new("attachment_size", m => m.Attachment is { } attachment ? Number(attachment.Size) : null),
            new("recalled_at", m => Time(m.RecalledAt)),
            new("removed_at", m => Time(m.RemovedAt)),
            new("created_at", m => Time(m.CreatedAt)),
        ]
    );

    public static readonly CsvTable<AuditEntryDto> AuditEntries = new(
        "audit-log",
        [
            new("id", e => Number(e.Id)),
            new("created_at", e => Time(e.CreatedAt)),
            new("actor_id", e => e.ActorId),
            new("action", e => WireNames<AuditAction>.Of(e.Action)),
            new("target", e => e.Target),
            new("detail", e => e.Detail),
            new("address", e => e.Address),
        ]
    );

    public static readonly CsvTable<UserSessionDto> Sessions = new(
        "sessions",
        [
            new("id", s => Number(s.Id)),
            new("created_at", s => Time(s.CreatedAt)),
            new("last_seen_at", s => Time(s.LastSeenAt)),
            new("address", s => s.Address),
            new("user_agent", s => s.UserAgent),
        ]
    );

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time is { } at ? TimeText.Rfc3339(at) : null;
}

/// <summary>A column of an exported list: its heading, and the value of a row.</summary>
internal sealed record CsvColumn<T>(string Name, Func<T, string?> Value);

/// <summary>The columns of an exported list, and its name in the name of the file.</summary>
internal sealed record CsvTable<T>(string Name, IReadOnlyList<CsvColumn<T>> Columns);

/// <summary>
/// A list as a CSV file (RFC 4180, UTF-8 with a byte order mark), sent while it is read. Reading and sending block the calling thread,
/// which is one of the lane of exports, so nothing of it runs on the threads that carry messages.
/// </summary>
internal sealed class CsvResult<T>(Export<T> export, CsvTable<T> table) : IResult
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

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
        using var cut = SlowReaders.Cut(httpContext);
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
/// Bounds how long a file may take. A client that reads it too slowly is cut, and so is one that takes too long: a file holds a place that
/// others wait for, and a list also a view of the database because of which its log can't be shortened.
/// </summary>
internal static class SlowReaders
{
    private const double SlowestBytesPerSecond = 4_096;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <returns>What is to be disposed of once the file is sent.</returns>
    public static IDisposable Cut(HttpContext context)
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = new MinDataRate(SlowestBytesPerSecond, Grace);
        return new Timer(_ => context.Abort(), null, Longest, Timeout.InfiniteTimeSpan);
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
                    new Dictionary<string, string[]> { ["format"] = [LocalizedText.Of("Validation.NotOneOf", $"{Json}, {Csv}")] }
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
