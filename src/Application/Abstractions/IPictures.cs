using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Reads pictures and makes others of them.</summary>
public interface IPictures
{
    /// <summary>Reads a picture, takes out of it what it tells about where and by whom it was taken, and makes its thumbnail.</summary>
    /// <param name="owner">Whose it is: it takes long, and users take turns.</param>
    /// <returns>A validation failure when it can't be decoded, or is larger than anything that should be; <c>unavailable</c> when what is made of it can't be written.</returns>
    Task<Result<PreparedPicture>> PrepareAsync(StagedFile file, FileFormat format, UserId owner, CancellationToken cancellationToken);

    /// <summary>The middle of a picture as a small square.</summary>
    /// <param name="owner"><inheritdoc cref="PrepareAsync" path="/param[@name='owner']"/></param>
    /// <returns><inheritdoc cref="PrepareAsync" path="/returns"/></returns>
    Task<Result<StagedFile>> MakeAvatarAsync(Stream picture, UserId owner, CancellationToken cancellationToken);
}

/// <param name="Picture">The picture as it is to be kept: the file itself when there was nothing to take out.</param>
public sealed record PreparedPicture(StagedFile Picture, StagedFile Thumbnail, PictureSize Size) : IDisposable
{
    public void Dispose()
    {
        Picture.Dispose();
        Thumbnail.Dispose();
    }
}
