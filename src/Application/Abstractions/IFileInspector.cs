using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Tells from the bytes of a file whether it is what its name says.</summary>
public interface IFileInspector
{
    /// <param name="claimed">The format of the name's extension.</param>
    /// <param name="owner">The uploader. A large file takes long, so users take turns.</param>
    /// <returns><c>unsupported_media_type</c> when the bytes are of another format, or could run as a program or script.</returns>
    Task<Result> InspectAsync(StagedFile file, FileFormat claimed, UserId owner, CancellationToken cancellationToken);
}
