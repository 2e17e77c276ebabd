using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Application.Abstractions;

/// <summary>Reads pictures and makes others of them.</summary>
public interface IPictures
{
    /// <summary>Reads a picture, takes out of it what it tells about where and by whom it was taken, and makes its thumbnail.</summary>
    /// <returns>A validation failure when it can't be decoded, or is larger than anything that should be; <c>unavailable</c> when what is made of it can't be written.</returns>
    Task<Result<PreparedPicture>> PrepareAsync(StagedFile file, FileFormat format, CancellationToken cancellationToken);

    /// <summary>The middle of a picture as a small square.</summary>
    /// <returns><inheritdoc cref="PrepareAsync" path="/returns"/></returns>
    Task<Result<StagedFile>> MakeAvatarAsync(Stream picture, CancellationToken cancellationToken);
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
