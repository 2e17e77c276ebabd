using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LiveChat.Domain.Users;

/// <summary>An account: a buyer, a merchant, platform support or an admin.</summary>
public sealed class User : AggregateRoot
{
    public const int MaxUsernameLength = 50;
    public const int MaxDescriptionLength = 500;
    public const int MaxAvatarLength = 500;
    public const int MaxIssuerLength = 200;

    private User() { }

    public UserId Id { get; private set; }

    public string Username { get; private set; } = "";

    /// <summary>
    /// The name in the form in which names are compared: NFC and case-folded. It is unique among users who have a password.
    /// </summary>
    public string NormalizedUsername { get; private set; } = "";

    public UserRole Role { get; private set; }

    public UserStatus Status { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>The location of the avatar: an address at the host site, a path among the media, or null for the drawn one.</summary>
    public string? Avatar { get; private set; }

    /// <summary>The hash of the password; null for a user who can't sign in by password.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>True while the password is one that somebody else chose. The user has to choose their own before anything else.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>The issuer of the host site that vouches for this user; null while none has.</summary>
    public string? Issuer { get; private set; }

    /// <summary>When this user's last connection closed; null if there never was one.</summary>
    public DateTimeOffset? LastSeenAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsActive => Status == UserStatus.Active;

    /// <summary>The form in which user names are compared.</summary>
    public static string Normalize(string username) => username.Trim().ToUpperInvariant();

    /// <summary>Whether a name is permitted: it is visible, and imitates no other name by mixed alphabets or direction marks.</summary>
    public static bool IsHonest(string username) =>
        VisibleText.IsIn(username)
        && !VisibleText.TurnsDirection(username)
        && !username.Any(char.IsControl)
        && !Scripts.AreMixedIn(username);

    public static User Create(
        UserId id,
        string username,
        UserRole role,
        DateTimeOffset now,
        string? description = null,
        string? avatar = null
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(username);
        var user = Restore(id, username, role, UserStatus.Active, now);
        user.Description = description ?? "";
        user.Avatar = avatar;
        user.Raise(new UserRegistered(id));
        return user;
    }

    /// <summary>A stored user with only id, role and status; for the conversation writer only.</summary>
    public static User Restore(UserId id, string username, UserRole role, UserStatus status, DateTimeOffset createdAt)
    {
        var user = new User
        {
            Id = id,
            Role = role,
            Status = status,
            Description = "",
            CreatedAt = createdAt,
        };
        user.Rename(username);
        return user;
    }

    /// <summary>Changes what others see of this user; null leaves a part as it is.</summary>
    public void UpdateProfile(string? username, string? description)
    {
        var before = (Username, Description);
        if (username is not null)
            Rename(username);
        Description = description ?? Description;
        if (before != (Username, Description))
            Changed();
    }

    /// <param name="avatar">A path among the media.</param>
    public void ChangeAvatar(string avatar)
    {
        if (Avatar == avatar)
            return;
        Avatar = avatar;
        Changed();
    }

    /// <param name="otherAdmins">How many admins besides this user are active and can sign in.</param>
    public Result ChangeRole(UserRole role, UserId byUserId, int otherAdmins)
    {
        if (byUserId == Id)
            return UserErrors.OwnRole;
        if (IsLastAdmin(otherAdmins))
            return UserErrors.LastAdmin;
        Role = role;
        Changed();
        return Result.Success();
    }

    public void Enable()
    {
        Status = UserStatus.Active;
        Changed();
    }

    /// <inheritdoc cref="ChangeRole"/>
    public Result Disable(UserId byUserId, int otherAdmins)
    {
        if (MayLeave(byUserId, otherAdmins) is { IsSuccess: false } refused)
            return refused;
        Status = UserStatus.Disabled;
        Changed();
        return Result.Success();
    }

    /// <summary>
    /// Deletes the user softly: their messages stay under their name, nobody signs in as them again, and the name is free for others.
    /// </summary>
    public Result Delete(UserId byUserId, int otherAdmins)
    {
        if (MayLeave(byUserId, otherAdmins) is { IsSuccess: false } refused)
            return refused;
        (Status, PasswordHash) = (UserStatus.Deleted, null);
        Changed();
        return Result.Success();
    }

    /// <summary>The last connection of this user is gone; never moves back.</summary>
    public void Seen(DateTimeOffset at)
    {
        if (LastSeenAt is null || at > LastSeenAt)
            LastSeenAt = at;
    }

    /// <summary>
    /// Whether a host site may sign this user in: never platform support, an admin, a user with a password, or a user of another host site.
    /// </summary>
    public bool MayBeVouchedForBy(string issuer) =>
        IsActive && Role is (UserRole.Buyer or UserRole.Merchant) && PasswordHash is null && (Issuer is null || Issuer == issuer);

    /// <summary>Binds the user to a host site and takes over its name and avatar for them; null leaves a part as it is.</summary>
    /// <returns>Whether anything changed that others see.</returns>
    public void VouchedForBy(string issuer, string? username, string? avatar)
    {
        var before = (Username, Avatar);
        Issuer = issuer;
        if (username is not null)
            Rename(username);
        Avatar = avatar ?? Avatar;
        if (before != (Username, Avatar))
            Changed();
    }

    /// <param name="mustChange">Whether the user has to choose another password at the next sign-in.</param>
    public void SetPasswordHash(string passwordHash, bool mustChange = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(passwordHash);
        PasswordHash = passwordHash;
        MustChangePassword = mustChange;
    }

    /// <summary>Nobody shuts themselves out, and there is always an admin who can sign in.</summary>
    private Result MayLeave(UserId byUserId, int otherAdmins) =>
        IsLastAdmin(otherAdmins) ? UserErrors.LastAdmin
        : byUserId == Id ? UserErrors.OwnAccount
        : Result.Success();

    private bool IsLastAdmin(int otherAdmins) => this is { Role: UserRole.Admin, IsActive: true } && otherAdmins == 0;

    private void Changed() => Raise(new UserChanged(Id));

    private void Rename(string username)
    {
        Username = username.TrimEnd();
        NormalizedUsername = Normalize(username);
    }
}

/// <summary>What a user is in the marketplace. The numbers are stored.</summary>
public enum UserRole
{
    Buyer = 1,
    Merchant = 2,
    Platform = 3,
    Admin = 4,
}

/// <summary>Whether a user may take part. The numbers are stored.</summary>
public enum UserStatus
{
    Active = 1,
    Disabled = 2,
    Deleted = 3,
}

/// <summary>Who may write to whom: buyer with merchant, buyer with platform, merchant with platform, in either direction.</summary>
public static class ContactPolicy
{
    /// <summary>True when the two roles may hold a direct conversation. Nobody talks with an admin, and no role with itself.</summary>
    public static bool MayTalk(UserRole one, UserRole other) => one != other && one is not UserRole.Admin && other is not UserRole.Admin;
}

/// <summary>There is a user who was not there before.</summary>
public sealed record UserRegistered(UserId UserId) : IDomainEvent;

/// <summary>A user's public profile changed: name, avatar, description, role or status.</summary>
public sealed record UserChanged(UserId UserId) : IDomainEvent;

/// <summary>A user's id: <c>[A-Za-z0-9][A-Za-z0-9_.-]{0,49}</c>, case-sensitive, chosen by the host site.</summary>
public readonly record struct UserId : IComparable<UserId>
{
    public const int MaxLength = 50;

    private UserId(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads an id from outside.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId id)
    {
        id = default;
        if (text is null || text.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(text[0]))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
                return false;
        }

        id = new UserId(text);
        return true;
    }

    /// <summary>A new id for a user whom no host site named: 80 random bits.</summary>
    public static UserId Generate() => new($"u{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))}");

    /// <summary>An id that is known to be well formed, such as one from the database.</summary>
    public static UserId From(string value) =>
        TryParse(value, out var id) ? id : throw new ArgumentException($"'{value}' is not a user id.", nameof(value));

    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(UserId left, UserId right) => left.CompareTo(right) < 0;

    public static bool operator >(UserId left, UserId right) => left.CompareTo(right) > 0;

    public static bool operator <=(UserId left, UserId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UserId left, UserId right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}

public static class UserErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "User.NotFound");

    public static readonly Error LastAdmin = new(ErrorKind.Conflict, "User.LastAdmin");

    public static readonly Error OwnRole = new(ErrorKind.Forbidden, "User.OwnRole");

    public static readonly Error OwnAccount = new(ErrorKind.Forbidden, "User.OwnAccount");

    /// <summary>Another admin changed the user since the caller looked.</summary>
    public static readonly Error ChangedMeanwhile = new(ErrorKind.Outdated, "User.ChangedMeanwhile");

    public static Error IdTaken(UserId id) => new(ErrorKind.Conflict, "User.IdTaken", null, id.Value);

    /// <summary>The name is, or looks like, that of a merchant, platform support or an admin.</summary>
    public static Error UsernameImitates(string username) => new(ErrorKind.Conflict, "User.UsernameImitates", null, username);

    public static Error UsernameTaken(string username) => new(ErrorKind.Conflict, "User.UsernameTaken", null, username);
}
