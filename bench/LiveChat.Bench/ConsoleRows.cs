using System.Text.Json;
using Microsoft.Playwright;

namespace LiveChat.Bench;

/// <summary>Compares what the console's live list shows with what the server says.</summary>
internal static class ConsoleRows
{
    private const int PageSize = 100;

    /// <summary>How often the page looks at the clock. A row may show up to this much too late that somebody waits.</summary>
    private static readonly TimeSpan PageTick = TimeSpan.FromSeconds(20);

    /// <summary>The age of the oldest unanswered question from which on a row shows that somebody waits.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(3);

    /// <summary>Goes through the whole list and reads each row: what it shows last, how much each side has unread, and who waits.</summary>
    private const string ReadRows = """
        async () => {
          const list = document.querySelector('[data-testid=conversation-list]');
          const rows = {};
          list.scrollTop = 0;
          for (let tries = 0; tries < 3;) {
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            for (const row of list.querySelectorAll('[data-conversation-id]'))
              rows[row.dataset.conversationId] = {
                text: [
                  row.querySelector('.preview').textContent,
                  ...[...row.querySelectorAll('[data-testid=unread-badge]')]
                    .map(badge => `${badge.dataset.userId} ${badge.textContent.replace(/\D/g, '')}`)
                    .sort(),
                ].join('|'),
                waits: row.querySelector('[data-testid=waiting]') !== null,
              };
            const was = list.scrollTop;
            list.scrollTop += list.clientHeight / 2;
            tries = list.scrollTop === was ? tries + 1 : 0;
          }
          return rows;
        }
        """;

    /// <returns>How many rows the page shows, and how many of the server's are missing there or say something else.</returns>
    /// <param name="readList">Asks the server for a path.</param>
    public static async Task<(int Shown, int Wrong)> CompareAsync(IPage page, int conversations, Func<string, Task<JsonElement>> readList)
    {
        var from = DateTimeOffset.UtcNow;
        var shown = (await page.EvaluateAsync<JsonElement>(ReadRows)).EnumerateObject().ToDictionary(r => r.Name, r => r.Value);
        var to = DateTimeOffset.UtcNow;
        var wrong = 0;
        for (var number = 1; number <= conversations / PageSize; number++)
        {
            var list = await readList($"/api/conversations?page={number}&page_size={PageSize}");
            foreach (var conversation in list.GetProperty("results").EnumerateArray())
            {
                var id = conversation.GetProperty("id").GetInt64();
                if (shown.TryGetValue($"{id}", out var row) && Agrees(row, conversation, from, to))
                    continue;
                wrong++;
                Console.Error.WriteLine(
                    $"Row {id} shows {row}, and should {TextOf(conversation)}, waiting {conversation.GetProperty("waiting_since")}."
                );
            }
        }

        return (shown.Count, wrong);
    }

    /// <param name="from">When the page began to be read.</param>
    /// <param name="to">When it had been read.</param>
    private static bool Agrees(JsonElement row, JsonElement conversation, DateTimeOffset from, DateTimeOffset to)
    {
        if (row.GetProperty("text").GetString() != TextOf(conversation))
            return false;
        var since = conversation.GetProperty("waiting_since");
        var waits = row.GetProperty("waits").GetBoolean();
        if (since.ValueKind == JsonValueKind.Null)
            return !waits;
        // Later questions of the same person do not start the time anew.
        var tooLongAt = since.GetDateTimeOffset() + LongWait;
        // Where the border lies within the page's last tick or within the reading, the row is right either way.
        return (tooLongAt >= from - PageTick && tooLongAt <= to) || waits == tooLongAt < from;
    }

    private static string TextOf(JsonElement conversation)
    {
        var last = conversation.GetProperty("last_message");
        var isGone = last.GetProperty("recalled_at").ValueKind != JsonValueKind.Null;
        var unread = conversation
            .GetProperty("participants")
            .EnumerateArray()
            .Where(p => p.GetProperty("unread_count").GetInt32() > 0)
            .Select(p => $"{p.GetProperty("user").GetProperty("id").GetString()} {p.GetProperty("unread_count").GetInt32()}")
            .Order(StringComparer.Ordinal);
        return string.Join('|', [isGone ? "消息已撤回" : last.GetProperty("content").GetString()!, .. unread]);
    }
}
