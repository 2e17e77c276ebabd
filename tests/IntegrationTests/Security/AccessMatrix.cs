using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>Who is calling. The order is the order of the columns, and of the calls.</summary>
public enum Caller
{
    Anonymous,

    /// <summary>A buyer who has nothing to do with the conversation.</summary>
    Stranger,

    /// <summary>Platform support that is no member of the conversation.</summary>
    Platform,

    /// <summary>The other member.</summary>
    Merchant,

    /// <summary>The member who owns what the call is about.</summary>
    Buyer,

    Admin,
}

/// <summary>One route: what each caller is answered, in the order of <see cref="Caller"/>.</summary>
/// <param name="Path">A request that is right in all but who makes it.</param>
public sealed record RouteRow(string Method, string Route, int[] Statuses, Func<Scene, string> Path, Func<Scene, object?>? Body = null)
{
    public string Name => $"{Method} {Route}";
}

/// <summary>One hub method: <c>ok</c> or the code of the refusal, in the order of <see cref="Caller"/> without the anonymous one.</summary>
public sealed record HubRow(string Method, string[] Outcomes, Func<Scene, object> Argument);

/// <summary>
/// The authorization matrix: every route and every hub method against every caller. A route without a row fails the tests,
/// and so does a cell that is not as it says here. docs/security.md shows it.
/// </summary>
public static class AccessMatrix
{
    private const string Begin = $"<!-- The matrix is generated: {Repository.GenerateCommand} -->";
    private const string End = "<!-- End of the matrix. -->";

    private static readonly int[] Open200 = [200, 200, 200, 200, 200, 200];
    private static readonly int[] Open400 = [400, 400, 400, 400, 400, 400];
    private static readonly int[] SignedIn = [401, 200, 200, 200, 200, 200];
    private static readonly int[] AdminOnly = [401, 403, 403, 403, 403, 200];
    private static readonly int[] Member = [401, 404, 404, 200, 200, 403];
    private static readonly int[] MemberOrAdmin = [401, 404, 404, 200, 200, 200];

    public static readonly IReadOnlyList<RouteRow> Routes =
    [
        // An empty body is refused for what it lacks: the door itself is open.
        new("POST", "/api/auth/login", Open400, _ => "/api/auth/login", _ => new { }),
        new("POST", "/api/auth/register", Open400, _ => "/api/auth/register", _ => new { }),
        new("POST", "/api/auth/demo", Open400, _ => "/api/auth/demo", _ => new { }),
        new("POST", "/api/auth/exchange", Open400, _ => "/api/auth/exchange", _ => new { }),
        new("GET", "/api/auth/me", SignedIn, _ => "/api/auth/me"),
        new("POST", "/api/auth/logout", [401, 204, 204, 204, 204, 204], _ => "/api/auth/logout"),
        // Nobody here gives the right password.
        new(
            "PUT",
            "/api/auth/password",
            [401, 400, 400, 400, 400, 400],
            _ => "/api/auth/password",
            _ => new { current_password = "not this one", new_password = "another long one" }
        ),
        new("GET", "/api/auth/second-factor", AdminOnly, _ => "/api/auth/second-factor"),
        new("POST", "/api/auth/second-factor", AdminOnly, _ => "/api/auth/second-factor"),
        // Nobody here has begun with one.
        new("PUT", "/api/auth/second-factor", [401, 403, 403, 403, 403, 409], _ => "/api/auth/second-factor", _ => new { code = "123456" }),
        new(
            "DELETE",
            "/api/auth/second-factor",
            [401, 403, 403, 403, 403, 404],
            _ => "/api/auth/second-factor",
            _ => new { code = "123456" }
        ),
        new("GET", "/api/users", SignedIn, _ => "/api/users"),
        new("GET", "/api/users/{id}", [401, 404, 200, 200, 200, 200], s => $"/api/users/{s.Buyer.Id}"),
        new("POST", "/api/users", [401, 403, 403, 403, 403, 201], _ => "/api/users", _ => new { username = "somebody", role = "buyer" }),
        new(
            "PUT",
            "/api/users/{id}",
            [401, 404, 403, 403, 403, 200],
            s => $"/api/users/{s.Buyer.Id}",
            s => new { username = s.Buyer.Id, role = "buyer" }
        ),
        new("PUT", "/api/users/me", SignedIn, _ => "/api/users/me", _ => new { description = "about me" }),
        new(
            "PATCH",
            "/api/users/{id}/status",
            [401, 404, 403, 403, 403, 200],
            s => $"/api/users/{s.Buyer.Id}/status",
            _ => new { status = "active" }
        ),
        new(
            "POST",
            "/api/users/{id}/ban",
            [401, 404, 403, 404, 404, 200],
            s => $"/api/users/{s.Bystander.Id}/ban",
            _ => new { reason = "spam" }
        ),
        new("DELETE", "/api/users/{id}", [401, 404, 403, 404, 404, 204], s => $"/api/users/{s.Bystander.Id}"),
        new(
            "PUT",
            "/api/users/{id}/password",
            [401, 404, 403, 404, 404, 204],
            s => $"/api/users/{s.Bystander.Id}/password",
            _ => new { password = "another long one" }
        ),
        new("GET", "/api/users/{id}/sessions", [401, 404, 403, 403, 403, 200], s => $"/api/users/{s.Buyer.Id}/sessions"),
        new(
            "DELETE",
            "/api/users/{id}/sessions/{session_id:long}",
            [401, 404, 403, 404, 404, 204],
            s => $"/api/users/{s.Bystander.Id}/sessions/{s.BystanderSession}"
        ),
        new(
            "POST",
            "/api/users/ensure",
            AdminOnly,
            _ => "/api/users/ensure",
            _ => new { users = new[] { new { id = "ensured", role = "buyer" } } }
        ),
        new("GET", "/api/users/{id}/card", [401, 404, 404, 200, 403, 403], s => $"/api/users/{s.Buyer.Id}/card"),
        new(
            "PUT",
            "/api/users/{id}/card",
            [401, 404, 404, 200, 403, 403],
            s => $"/api/users/{s.Buyer.Id}/card",
            _ => new { note = "prefers mornings" }
        ),
        new("GET", "/api/conversations", SignedIn, _ => "/api/conversations"),
        new(
            "POST",
            "/api/conversations",
            [401, 201, 201, 404, 201, 403],
            _ => "/api/conversations",
            s => new { target_user_id = s.OtherMerchant.Id }
        ),
        new("GET", "/api/conversations/{id:long}", MemberOrAdmin, s => $"/api/conversations/{s.Conversation}"),
        new("GET", "/api/conversations/{id:long}/transcript", MemberOrAdmin, s => $"/api/conversations/{s.Conversation}/transcript"),
        new(
            "PUT",
            "/api/conversations/{id:long}/read",
            Member,
            s => $"/api/conversations/{s.Conversation}/read",
            _ => new { sequence = 0 }
        ),
        new(
            "POST",
            "/api/conversations/read",
            Member,
            _ => "/api/conversations/read",
            s => new { conversation_ids = new[] { s.Conversation } }
        ),
        new(
            "PUT",
            "/api/conversations/{id:long}/preferences",
            Member,
            s => $"/api/conversations/{s.Conversation}/preferences",
            _ => new { muted = true }
        ),
        new("GET", "/api/conversations/{id:long}/messages", MemberOrAdmin, s => $"/api/conversations/{s.Conversation}/messages"),
        new(
            "POST",
            "/api/conversations/{id:long}/messages",
            [401, 404, 404, 201, 201, 403],
            s => $"/api/conversations/{s.Conversation}/messages",
            _ => Support.ChatUser.Draft("hello")
        ),
        new("POST", "/api/messages/{id:long}/recall", [401, 404, 404, 403, 200, 403], s => $"/api/messages/{s.Message}/recall"),
        new("GET", "/api/messages", SignedIn, _ => "/api/messages"),
        new("DELETE", "/api/messages/{id:long}", [401, 404, 404, 403, 403, 204], s => $"/api/messages/{s.Message}?reason=spam"),
        new("POST", "/api/messages/{id:long}/restore", [401, 404, 404, 403, 403, 200], s => $"/api/messages/{s.Message}/restore"),
        new("GET", "/api/admin/messages/{id:long}", AdminOnly, s => $"/api/admin/messages/{s.Message}"),
        // It carries none.
        new("GET", "/api/admin/messages/{id:long}/file", [401, 403, 403, 403, 403, 404], s => $"/api/admin/messages/{s.Message}/file"),
        new(
            "GET",
            "/api/admin/messages/{id:long}/thumbnail",
            [401, 403, 403, 403, 403, 404],
            s => $"/api/admin/messages/{s.Message}/thumbnail"
        ),
        new("GET", "/api/quick-replies", SignedIn, _ => "/api/quick-replies"),
        new("POST", "/api/quick-replies", [401, 201, 201, 201, 201, 201], _ => "/api/quick-replies", _ => new { content = "hello" }),
        new(
            "PUT",
            "/api/quick-replies/{id:long}",
            [401, 404, 404, 404, 200, 404],
            s => $"/api/quick-replies/{s.QuickReply}",
            _ => new { content = "hello again" }
        ),
        new("DELETE", "/api/quick-replies/{id:long}", [401, 404, 404, 404, 204, 404], s => $"/api/quick-replies/{s.QuickReply}"),
        // The ids are the buyer's, and an order has to have all of one's own.
        new(
            "PUT",
            "/api/quick-replies/order",
            [401, 400, 400, 400, 200, 400],
            _ => "/api/quick-replies/order",
            s => new { ids = new[] { s.QuickReply } }
        ),
        // Without a form there is nothing to take in: the door itself is open.
        new("POST", "/api/uploads", [401, 415, 415, 415, 415, 415], _ => "/api/uploads"),
        new("GET", "/api/admin/overview", AdminOnly, _ => "/api/admin/overview"),
        new("GET", "/api/admin/health", AdminOnly, _ => "/api/admin/health"),
        new("GET", "/api/admin/settings", AdminOnly, _ => "/api/admin/settings"),
        new("GET", "/api/admin/audit-log", AdminOnly, _ => "/api/admin/audit-log"),
        new("GET", "/api/admin/audit-log/{id:long}", AdminOnly, _ => "/api/admin/audit-log/1"),
        new("GET", "/health/live", Open200, _ => "/health/live"),
        new("GET", "/health/ready", Open200, _ => "/health/ready"),
        new("GET", "/health/connection", Open200, _ => "/health/connection"),
        // Here everybody is on the server's own machine; MetricsDoorTests come from elsewhere, for whom it does not exist.
        new("GET", "/metrics", Open200, _ => "/metrics"),
        new("GET", "/openapi/v1.json", Open200, _ => "/openapi/v1.json"),
        new("GET", "/docs/hub", [200, 200, 200, 200, 200, 200], _ => "/docs/hub"),
        new("GET", "/redoc", [302, 302, 302, 302, 302, 302], _ => "/redoc"),
        new("GET", "/media/avatars/drawn/{colour:int}/{initial}.svg", Open200, _ => "/media/avatars/drawn/1/A.svg"),
        // Whoever holds the URL; nobody holds this one.
        new(
            "GET",
            "/media/uploads/{year}/{month}/{day}/{key}/{name}",
            [404, 404, 404, 404, 404, 404],
            _ => "/media/uploads/2026/11/25/0123456789abcdef0123456789abcdef/a.png"
        ),
        new(
            "GET",
            "/media/avatars/{year}/{month}/{day}/{key}/{name}",
            [404, 404, 404, 404, 404, 404],
            _ => "/media/avatars/2026/11/25/0123456789abcdef0123456789abcdef/avatar.webp"
        ),
        // Without a connection's id there is nothing to join: the door itself is open.
        new("POST", "/hubs/chat/negotiate", SignedIn, _ => "/hubs/chat/negotiate?negotiateVersion=1"),
        new("GET", "/hubs/chat", [401, 400, 400, 400, 400, 400], _ => "/hubs/chat"),
    ];

    public static readonly IReadOnlyList<HubRow> HubMethods =
    [
        new(
            "SendMessage",
            ["not_found", "not_found", "ok", "ok", "forbidden"],
            s => new
            {
                conversation_id = s.Conversation,
                client_message_id = Support.ChatUser.NewClientMessageId(),
                type = "text",
                content = "hello",
            }
        ),
        new("MarkRead", ["not_found", "not_found", "ok", "ok", "forbidden"], s => new { conversation_id = s.Conversation, sequence = 0 }),
        new("RecallMessage", ["not_found", "not_found", "forbidden", "ok", "forbidden"], s => new { message_id = s.Message }),
        new(
            "SetTyping",
            ["not_found", "not_found", "ok", "ok", "forbidden"],
            s => new { conversation_id = s.Conversation, is_typing = true }
        ),
        new("WatchPresence", ["ok", "ok", "ok", "ok", "ok"], s => new { user_ids = new[] { s.Buyer.Id } }),
        new("GetHeads", ["ok", "ok", "ok", "ok", "ok"], _ => new { }),
        new("WatchAll", ["forbidden", "forbidden", "forbidden", "forbidden", "ok"], _ => new { enabled = true }),
    ];

    /// <summary>The text of docs/security.md with the table as it stands in this file.</summary>
    public static string PutInto(string document)
    {
        var (begin, end) = (document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"docs/security.md lacks the lines {Begin} and {End}, between which the matrix stands.");
        return $"{document[..(begin + Begin.Length)]}\n\n{ToMarkdown()}\n{document[end..]}";
    }

    /// <summary>The matrix as docs/security.md shows it.</summary>
    private static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("| call | anonymous | stranger | platform | other member | owner | admin |\n|---|---|---|---|---|---|---|\n");
        foreach (var row in Routes)
            text.Append(
                $"| `{row.Name.Replace(":long", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal)}` | {string.Join(" | ", row.Statuses)} |\n"
            );
        foreach (var row in HubMethods)
            text.Append($"| hub `{row.Method}` | no connection | {string.Join(" | ", row.Outcomes)} |\n");
        var cells = Routes.Sum(r => r.Statuses.Length) + HubMethods.Sum(r => r.Outcomes.Length);
        return text.Append($"\n{cells} cells.\n").ToString();
    }
}
