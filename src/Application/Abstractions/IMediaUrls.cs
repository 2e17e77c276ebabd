using LiveChat.Domain.Messages;

namespace LiveChat.Application.Abstractions;

/// <summary>Complete URLs for what is stored as relative paths, built from <c>PublicBaseUrl</c>.</summary>
public interface IMediaUrls
{
    /// <summary>The URL of the user's avatar, or of the drawn one: the initial of the name on a colour derived from the id.</summary>
    string AvatarOf(string userId, string username, string? avatar);

    /// <summary>The URL of a stored file.</summary>
    /// <param name="path">The path below the media directory.</param>
    string Of(string path);

    /// <summary>The URL at which admins get the file of a message that was taken down.</summary>
    string OfTakenDown(MessageId messageId, bool isThumbnail);
}
