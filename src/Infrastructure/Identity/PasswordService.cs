using System.Collections.Frozen;
using System.Security.Cryptography;
using LiveChat.Application.Abstractions;
using LiveChat.Domain.Users;
using Microsoft.AspNetCore.Identity;

namespace LiveChat.Infrastructure.Identity;

/// <summary>Passwords by ASP.NET Core's own hasher (PBKDF2).</summary>
internal sealed class PasswordService : IPasswordService
{
    private const string UnambiguousCharacters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static readonly FrozenSet<string> CommonPasswords = ReadCommonPasswords();

    private readonly PasswordHasher<User> _hasher = new();
    /// <summary>Made beside the start, which it would delay.</summary>
    private readonly Task<string> _nobodysHash;

    public PasswordService() => _nobodysHash = Task.Run(() => Hash(Generate()));

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    public bool Verify(User? user, string password)
    {
        // The hash is computed in every case, so that the time tells nobody whether the name exists.
        var nobodysHash = _nobodysHash.GetAwaiter().GetResult();
        var matches = _hasher.VerifyHashedPassword(null!, user?.PasswordHash ?? nobodysHash, password) != PasswordVerificationResult.Failed;
        return matches && user is { PasswordHash: not null, IsActive: true };
    }

    public bool IsCommon(string password) => CommonPasswords.Contains(password.ToLowerInvariant());

    public string Generate() => RandomNumberGenerator.GetString(UnambiguousCharacters, 16);

    private static FrozenSet<string> ReadCommonPasswords()
    {
        using var stream = typeof(PasswordService).Assembly.GetManifestResourceStream("LiveChat.Infrastructure.Identity.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
