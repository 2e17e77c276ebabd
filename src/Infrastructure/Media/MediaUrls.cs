using LiveChat.Application.Abstractions;
using LiveChat.Domain.Messages;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media;

internal sealed class MediaUrls(MediaSettings settings) : IMediaUrls
{
    public string AvatarOf(string userId, string username, string? avatar) => avatar switch
    {
        null => $"{settings.PublicBaseUrl}{DrawnAvatar.PathOf(userId, username)}",
        _ when avatar.StartsWith("https://", StringComparison.Ordinal) => avatar,
        _ => $"{settings.PublicBaseUrl}{avatar}",
    };

    public string OfTakenDown(MessageId messageId, bool isThumbnail) =>
        $"{settings.PublicBaseUrl}/api/admin/messages/{messageId}/{(isThumbnail ? "thumbnail" : "file")}";

    public string Of(string path) => $"{settings.PublicBaseUrl}/media/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}
