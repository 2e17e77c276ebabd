using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Text;

namespace LiveChat.Infrastructure.Identity;

/// <summary>
/// Keeps the names of merchants, platform support and admins with the forms by which they are compared, so that a new name costs a look
/// at what has changed since and not at all of them. What another process has written (the command line) is seen as well.
/// </summary>
internal sealed class TrustedNames(IDatabaseEngine engine) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<UserId, (TrustedName Name, IReadOnlySet<string> Keys)> _names = [];
    private readonly Dictionary<string, HashSet<UserId>> _byKey = new(StringComparer.Ordinal);

    /// <summary>Up to where the log has been looked at; null before the first look.</summary>
    private long? _place;

    public void Dispose() => _turn.Dispose();

    /// <summary>The names that have one of these forms, by form.</summary>
    public async Task<ILookup<string, TrustedName>> FindAsync(
        LiveChatDbContext db,
        IEnumerable<string> keys,
        CancellationToken cancellationToken
    )
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(db, cancellationToken);
            return keys.Distinct()
                .SelectMany(key => (_byKey.GetValueOrDefault(key) ?? []).Select(id => (key, _names[id].Name)))
                .ToLookup(n => n.key, n => n.Name);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task CatchUpAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        // The end is read before what stands up to it, so that whatever comes in between is read the next time.
        var end = await engine.FindLastEventAsync(db, cancellationToken);
        if (_place == end)
            return;
        if (_place is { } place && await IsWholeSinceAsync(db, place, cancellationToken))
        {
            var registered = await db.ReadEventsAsync<UserRegistered>(place, end, cancellationToken);
            var changed = await db.ReadEventsAsync<UserChanged>(place, end, cancellationToken);
            var ids = registered.Select(e => e.UserId).Concat(changed.Select(e => e.UserId)).ToHashSet();
            if (ids.Count > 0)
                await TakeAsync(db.Users.Where(u => ids.Contains(u.Id)), cancellationToken);
        }
        else
        {
            _place = null;
            _names.Clear();
            _byKey.Clear();
            await TakeAsync(
                db.Users.Where(u => u.Role == UserRole.Merchant || u.Role == UserRole.Platform || u.Role == UserRole.Admin),
                cancellationToken
            );
        }

        _place = end;
    }

    /// <summary>Old events are removed from the log, also those that have not been looked at here.</summary>
    private static async Task<bool> IsWholeSinceAsync(LiveChatDbContext db, long eventId, CancellationToken cancellationToken) =>
        await db.Events.MinAsync(e => (long?)e.Id, cancellationToken) is { } first && first <= eventId + 1;

    private async Task TakeAsync(IQueryable<User> users, CancellationToken cancellationToken)
    {
        await foreach (var user in users.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Forget(user.Id);
            if (!TrustedName.IsTrusted(user.Role) || user.Status == UserStatus.Deleted)
                continue;
            var keys = Lookalikes.KeysOf(user.Username);
            _names[user.Id] = (new TrustedName(user.Id, user.Username, user.Role), keys);
            foreach (var key in keys)
            {
                if (!_byKey.TryGetValue(key, out var ids))
                    _byKey[key] = ids = [];
                ids.Add(user.Id);
            }
        }
    }

    private void Forget(UserId id)
    {
        if (!_names.Remove(id, out var known))
            return;
        foreach (var key in known.Keys)
        {
            if (_byKey[key].Remove(id) && _byKey[key].Count == 0)
                _byKey.Remove(key);
        }
    }
}

/// <summary>
/// Finds names that readers confuse (Unicode Technical Standard 39, 4): with letters of another alphabet, full-width or mathematical
/// letters, compatibility forms, or invisible characters. No maintained library does this (ADR-021), so Unicode's table is embedded.
/// </summary>
internal static class Lookalikes
{
    private static readonly FrozenDictionary<int, string> Prototypes = ReadPrototypes().ToFrozenDictionary();

    /// <summary>
    /// The forms by which names are compared, never shown: two names that share one look alike. A capital I looks like an l but a small i
    /// does not, so a name has a form as it is written, one in lower case and one in upper case.
    /// </summary>
    public static HashSet<string> KeysOf(string username)
    {
        var plain = Folding.TakeApart(VisibleText.Of(username).Decomposed());
        return new HashSet<string>(StringComparer.Ordinal)
        {
            Skeleton(plain),
            Skeleton(plain.ToLowerInvariant()),
            Skeleton(plain.ToUpperInvariant()),
        };
    }

    public static bool AreAlike(string one, string other) => KeysOf(one).Overlaps(KeysOf(other));

    private static string Skeleton(string plain)
    {
        var mapped = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
            mapped.Append(Prototypes.GetValueOrDefault(rune.Value) ?? rune.ToString());
        return string.Concat(mapped.ToString().Decomposed().Where(c => !char.IsWhiteSpace(c)));
    }

    private static IEnumerable<KeyValuePair<int, string>> ReadPrototypes()
    {
        using var stream = typeof(Lookalikes).Assembly.GetManifestResourceStream("LiveChat.Infrastructure.Identity.confusables.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var fields = line.Split(' ');
            if (fields[0].Split('-') is [var first, var last])
            {
                for (var (from, to, end) = (CodePoint(first), CodePoint(fields[1]), CodePoint(last)); from <= end; from++, to++)
                    yield return KeyValuePair.Create(from, char.ConvertFromUtf32(to));
            }
            else
            {
                yield return KeyValuePair.Create(
                    CodePoint(fields[0]),
                    string.Concat(fields.Skip(1).Select(field => char.ConvertFromUtf32(CodePoint(field))))
                );
            }
        }
    }

    private static int CodePoint(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
