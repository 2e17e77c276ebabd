using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.SealFiles;

/// <summary>Encrypts the files of messages that were taken down. Files that can't be encrypted now are tried again the next time.</summary>
public sealed record SealFilesCommand : IRequest<Result>;
