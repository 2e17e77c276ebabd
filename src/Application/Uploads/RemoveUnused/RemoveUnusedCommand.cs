using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.RemoveUnused;

/// <summary>
/// Removes unneeded files: uploads that nothing used within a day, files of withdrawn messages, replaced avatars, and remains of a crash.
/// </summary>
public sealed record RemoveUnusedCommand : IRequest<Result>;
