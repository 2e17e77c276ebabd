using System.Net;
using System.Text;
using LiveChat.WebApi.Hubs;

namespace LiveChat.WebApi.OpenApi;

/// <summary>The page about the hub, which OpenAPI can't describe: how to connect, the methods, and the events.</summary>
internal static class HubPage
{
    private static readonly (string Call, string Returns)[] Calls =
    [
        (
            "SendMessage { conversation_id, client_message_id, type, content, attachment_id?, reply_to_id? }",
            "The Message, once it is durable. The same call again returns the first one."
        ),
        ("MarkRead { conversation_id, sequence }", "{ unread_count, last_read_sequence }. The cursor never moves back."),
        ("RecallMessage { message_id }", "The Message, now without content."),
        ("SetTyping { conversation_id, is_typing }", "Nothing. It is passed on at most once a second, and ends by itself after 6 seconds."),
        (
            "WatchPresence { user_ids }",
            "[{ user_id, is_online, last_seen_at }], then changes as events. At most 500; each call replaces the last."
        ),
        (
            "GetHeads { }",
            "{ epoch, heads: [Head] } of all the caller's conversations. Call it after each connect: what has moved since is then fetched by REST. Another epoch than before (the server was restored from a backup) means: forget what you hold and load anew."
        ),
        ("WatchAll { enabled }", "Nothing. For admins: every conversation's events."),
    ];

    private static readonly (string Event, string When)[] Events =
    [
        (
            "MessageReceived Message",
            "A message was committed in a conversation of the receiver; in the order of sequence, on every connection of every member, the sending one included."
        ),
        ("MessageUpdated Message", "It was taken back by its sender, or taken down by an admin."),
        ("ConversationUpdated Conversation", "It was begun, or its members or the receiver's preferences changed."),
        ("ReadUpdated { conversation_id, user_id, last_read_sequence, unread_count }", "A member read up to there."),
        ("TypingChanged { conversation_id, user_id, is_typing }", "Somebody types, or stopped."),
        ("PresenceChanged { user_id, is_online, last_seen_at }", "Somebody who is watched, or shares a conversation, came or went."),
        (
            "Heads { heads: [Head] }",
            "At most every 3 seconds: conversations that changed of late, so that a push that was lost is noticed."
        ),
        ("SessionEnded { reason }", "Just before the server closes the connection: logged out, disabled, password changed, expired."),
    ];

    public static string Html { get; } = Render();

    private static string Render()
    {
        var page = new StringBuilder(
            $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>The hub · LiveChat API</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1rem }
            table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem }
            th, td { text-align: left; vertical-align: top; padding: .5rem; border-top: 1px solid #8888 }
            code { font-size: .9em; overflow-wrap: anywhere }
            pre { overflow-x: auto; padding: .75rem; border: 1px solid #8888; border-radius: 4px }
            </style>
            </head>
            <body>
            <main>
            <p><a href="index.html">LiveChat API</a></p>
            <h1>The hub</h1>
            <p>A SignalR hub at <code>{{ChatHub.Path}}</code>, by its JSON protocol: WebSockets, or server-sent events and long polling where a proxy carries no others.
            The token of a session comes as <code>access_token</code> in the address or in the header <code>Authorization</code>. A browser's <code>Origin</code> must be
            the page's own, <code>PublicBaseUrl</code>, or one of <code>Cors:Origins</code>; native clients send none.</p>
            <p>Each method takes one object, each event carries one; their shapes are among the <a href="../openapi/v1.json">schemas</a>. What fails is thrown as a
            HubException with the message <code>&lt;code&gt;: &lt;detail&gt;</code>, with the codes of the REST API. Frames of more than 32 KB close the connection.</p>
            <pre><code>const hub = new signalR.HubConnectionBuilder()
              .withUrl("{{ChatHub.Path}}", { accessTokenFactory: () =&gt; token })
              .withAutomaticReconnect()
              .build();
            hub.on("MessageReceived", (message) =&gt; console.log(message.content));
            await hub.start();
            await hub.invoke("SendMessage", { conversation_id: 1, client_message_id: crypto.randomUUID(), type: "text", content: "Hello" });</code></pre>

            """
        );
        Table(page, "What a client calls", "Method", "Returns", Calls);
        Table(page, "What the server sends", "Event", "When", Events);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Table(StringBuilder page, string title, string first, string second, (string Name, string Text)[] rows)
    {
        page.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"<h2>{title}</h2>\n<table>\n<thead><tr><th scope=\"col\">{first}</th><th scope=\"col\">{second}</th></tr></thead>\n<tbody>\n"
        );
        foreach (var (name, text) in rows)
            page.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"<tr><td><code>{WebUtility.HtmlEncode(name)}</code></td><td>{WebUtility.HtmlEncode(text)}</td></tr>\n"
            );
        page.Append("</tbody>\n</table>\n");
    }
}
