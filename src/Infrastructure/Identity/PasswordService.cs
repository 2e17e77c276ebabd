using System.Collections.Frozen;
using System.Security.Cryptography;
using LiveChat.Infrastructure.Work;
using Microsoft.AspNetCore.Identity;

namespace LiveChat.Infrastructure.Identity;

/// <summary>Passwords by ASP.NET Core's own hasher (PBKDF2).</summary>
internal sealed class PasswordService : IPasswordService
{
    private const string UnambiguousCharacters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static readonly FrozenSet<string> CommonPasswords = ReadCommonPasswords();

    private readonly PasswordHasher<User> _hasher = new();

    /// <summary>The hash to compare with where there is none. It is computed in the background, because it would delay the start.</summary>
    private readonly Task<string> _nobodysHash;

    private readonly CostlyWork _work;

    public PasswordService(CostlyWork work)
    {
        _work = work;
        _nobodysHash = HashAsync(Generate(), "", CancellationToken.None);
    }

    public Task<string> HashAsync(string password, string onBehalfOf, CancellationToken cancellationToken) =>
        _work.Passwords.RunAsync(onBehalfOf, () => _hasher.HashPassword(null!, password.ToNormalForm()), cancellationToken);

    public async Task<bool> VerifyAsync(User? user, string password, string onBehalfOf, CancellationToken cancellationToken)
    {
        // A hash is computed in every case, so that the time does not reveal whether the name exists.
        var hash = user?.PasswordHash ?? await _nobodysHash;
        var matches = await _work.Passwords.RunAsync(
            onBehalfOf,
            () =>
                SpellingsOf(password)
                    .Any(spelling => _hasher.VerifyHashedPassword(null!, hash, spelling) != PasswordVerificationResult.Failed),
            cancellationToken
        );
        return matches && user is { PasswordHash: not null, IsActive: true };
    }

    public bool IsCommon(string password) => CommonPasswords.Contains(password.ToNormalForm().ToLowerInvariant());

    public string Generate() => RandomNumberGenerator.GetString(UnambiguousCharacters, 16);

    /// <summary>Earlier versions hashed passwords as they were typed, without normalizing them.</summary>
    private static IEnumerable<string> SpellingsOf(string password) =>
        new[] { password.ToNormalForm(), password, password.Decomposed() }.Distinct(StringComparer.Ordinal);

    private static FrozenSet<string> ReadCommonPasswords()
    {
        using var stream = typeof(PasswordService).Assembly.GetManifestResourceStream(
            "LiveChat.Infrastructure.Identity.common-passwords.txt"
        )!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
