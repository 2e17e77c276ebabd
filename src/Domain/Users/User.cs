using LiveChat.Domain.Common;

namespace LiveChat.Domain.Users;

/// <summary>Somebody who signs in: a buyer, a merchant, platform support or an admin.</summary>
public sealed class User
{
    public const int MaxUsernameLength = 50;
    public const int MaxDescriptionLength = 500;
    public const int MaxAvatarLength = 500;
    public const int MaxIssuerLength = 200;

    private User()
    {
    }

    public UserId Id { get; private set; }

    public string Username { get; private set; } = "";

    /// <summary>The name as it is compared: in its normal form (NFC), in which all names come, and case-folded. Unique among users who have a password.</summary>
    public string NormalizedUsername { get; private set; } = "";

    public UserRole Role { get; private set; }

    public UserStatus Status { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>Where the avatar lies: an https URL of the host site, a path below <c>/media</c>, or null for the drawn one.</summary>
    public string? Avatar { get; private set; }

    /// <summary>Null for somebody who can't sign in by password.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>The password was chosen by another person, so this user chooses their own before anything else.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>The host site that vouches for this user, or null for somebody whom none did yet.</summary>
    public string? Issuer { get; private set; }

    /// <summary>When the last connection of this user was gone, or null if there never was one.</summary>
    public DateTimeOffset? LastSeenAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsActive => Status == UserStatus.Active;

    /// <summary>The form in which user names are compared.</summary>
    public static string Normalize(string username) => username.Trim().ToUpperInvariant();

    /// <summary>Whether a name may be somebody's: it can be seen, and imitates nothing by other alphabets or by marks that turn its direction.</summary>
    public static bool IsHonest(string username) =>
        VisibleText.IsIn(username) && !VisibleText.TurnsDirection(username) && !username.Any(char.IsControl) && !Scripts.AreMixedIn(username);

    public static User Create(UserId id, string username, UserRole role, DateTimeOffset now, string? description = null, string? avatar = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(username);
        var user = new User
        {
            Id = id,
            Role = role,
            Status = UserStatus.Active,
            Description = description ?? "",
            Avatar = avatar,
            CreatedAt = now,
        };
        user.Rename(username);
        return user;
    }

    /// <summary>Who a stored user is and whether they may take part, without the rest; for the conversation writer alone.</summary>
    public static User Restore(UserId id, string username, UserRole role, UserStatus status, DateTimeOffset createdAt)
    {
        var user = Create(id, username, role, createdAt);
        user.Status = status;
        return user;
    }

    /// <summary>Changes what others see of this user; null leaves a part as it is.</summary>
    public void UpdateProfile(string? username, string? description)
    {
        if (username is not null)
            Rename(username);
        Description = description ?? Description;
    }

    /// <param name="avatar">A path below <c>/media</c>.</param>
    public void ChangeAvatar(string avatar) => Avatar = avatar;

    public void ChangeRole(UserRole role) => Role = role;

    public void Enable() => Status = UserStatus.Active;

    public void Disable() => Status = UserStatus.Disabled;

    /// <summary>What this user wrote stays with their name on it, but nobody signs in as them again, and the name is free for others.</summary>
    public void Delete()
    {
        Status = UserStatus.Deleted;
        PasswordHash = null;
    }

    /// <summary>Whether a host site may sign this user in: never platform support, an admin, somebody with a password of their own, or another host's user.</summary>
    public bool MayBeVouchedForBy(string issuer) =>
        IsActive && Role is (UserRole.Buyer or UserRole.Merchant) && PasswordHash is null && (Issuer is null || Issuer == issuer);

    /// <summary>From now on this user is that host's; what the host says of them is taken over, null leaves it as it is.</summary>
    /// <returns>Whether others see them differently now.</returns>
    public bool VouchedForBy(string issuer, string? username, string? avatar)
    {
        var before = (Username, Avatar);
        Issuer = issuer;
        if (username is not null)
            Rename(username);
        Avatar = avatar ?? Avatar;
        return before != (Username, Avatar);
    }

    /// <param name="mustChange">Whether it is for one sign-in only, after which the user chooses another.</param>
    public void SetPasswordHash(string passwordHash, bool mustChange = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(passwordHash);
        PasswordHash = passwordHash;
        MustChangePassword = mustChange;
    }

    private void Rename(string username)
    {
        Username = username.TrimEnd();
        NormalizedUsername = Normalize(username);
    }
}
