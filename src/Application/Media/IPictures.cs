namespace LiveChat.Application.Media;

/// <summary>Decodes pictures and makes thumbnails and avatars of them.</summary>
public interface IPictures
{
    /// <summary>Decodes a picture, removes metadata that reveals where and by whom it was taken, and makes its thumbnail.</summary>
    /// <param name="owner">The uploader. Decoding takes long, so users take turns.</param>
    /// <returns>
    /// A validation failure when it can't be decoded or has too many pixels; <c>unavailable</c> when the results can't be written.
    /// </returns>
    Task<Result<PreparedPicture>> PrepareAsync(StagedFile file, FileFormat format, UserId owner, CancellationToken cancellationToken);

    /// <summary>The middle of a picture as a small square.</summary>
    /// <param name="owner"><inheritdoc cref="PrepareAsync" path="/param[@name='owner']"/></param>
    /// <returns><inheritdoc cref="PrepareAsync" path="/returns"/></returns>
    Task<Result<StagedFile>> MakeAvatarAsync(Stream picture, UserId owner, CancellationToken cancellationToken);
}

/// <param name="Picture">The picture to keep: the original file when there was nothing to remove.</param>
public sealed record PreparedPicture(StagedFile Picture, StagedFile Thumbnail, PictureSize Size) : IDisposable
{
    public void Dispose()
    {
        Picture.Dispose();
        Thumbnail.Dispose();
    }
}

/// <summary>Tells from the bytes of a file whether it is what its name says.</summary>
public interface IFileInspector
{
    /// <param name="claimed">The format of the name's extension.</param>
    /// <param name="owner">The uploader. A large file takes long, so users take turns.</param>
    /// <returns><c>unsupported_media_type</c> when the bytes are of another format, or could run as a program or script.</returns>
    Task<Result> InspectAsync(StagedFile file, FileFormat claimed, UserId owner, CancellationToken cancellationToken);
}
