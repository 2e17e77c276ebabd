using LiveChat.Domain.Messages;

namespace LiveChat.Application.Abstractions;

/// <summary>Complete URLs for what is stored as relative paths, built from <c>PublicBaseUrl</c>.</summary>
public interface IMediaUrls
{
    /// <summary>The user's own picture, or the drawn one: the initial of the name on a colour that follows from the id.</summary>
    string AvatarOf(string userId, string username, string? avatar);

    /// <summary>Where a stored file can be fetched.</summary>
    /// <param name="path">Below the media directory.</param>
    string Of(string path);

    /// <summary>Where an admin fetches the file of a message that was taken down.</summary>
    string OfTakenDown(MessageId messageId, bool isThumbnail);
}
