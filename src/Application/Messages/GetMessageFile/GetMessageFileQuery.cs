using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Uploads.GetMedia;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.GetMessageFile;

/// <summary>
/// The file of a message that was taken down. For admins; each look at the file, but not at its thumbnail, is recorded in the audit log.
/// </summary>
public sealed record GetMessageFileQuery(Actor Actor, long MessageId, bool IsThumbnail) : IRequest<Result<MediaFile>>, IAdminRequest;
