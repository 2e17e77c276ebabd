using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.AddUpload;

/// <summary>Takes in a file, for a message or an avatar. It is gone after a day if neither took it.</summary>
/// <param name="FileName">As its sender calls it.</param>
/// <param name="DurationMs">Of a voice message, in milliseconds.</param>
public sealed record AddUploadCommand(Actor Actor, StagedFile File, string FileName, int? DurationMs) : IRequest<Result<AttachmentDto>>;
