using System.Globalization;
using LiveChat.WebApi.Json;

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

    private static string? Time(DateTimeOffset? time) => time is { } at ? WireJson.Format(at) : null;
}

/// <summary>A column of an exported list: its heading, and the value of a row.</summary>
internal sealed record CsvColumn<T>(string Name, Func<T, string?> Value);

/// <summary>The columns of an exported list, and its name in the name of the file.</summary>
internal sealed record CsvTable<T>(string Name, IReadOnlyList<CsvColumn<T>> Columns);
