using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.SealFiles;

/// <summary>Encrypts the files of messages that were taken down; what it can't do now it does when it is sent again.</summary>
public sealed record SealFilesCommand : IRequest<Result>;
