using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.AddUpload;

/// <summary>Takes in a file for a message or an avatar. It is deleted after a day if neither uses it.</summary>
/// <param name="FileName">The sender's name for the file.</param>
/// <param name="DurationMs">The duration of a voice message, in milliseconds.</param>
public sealed record AddUploadCommand(Actor Actor, StagedFile File, string FileName, int? DurationMs) : IRequest<Result<AttachmentDto>>;
