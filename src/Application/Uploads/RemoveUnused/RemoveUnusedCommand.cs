using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.RemoveUnused;

/// <summary>Removes what nobody needs: uploads that were not taken within a day, files of withdrawn messages, replaced avatars, and what a crash left.</summary>
public sealed record RemoveUnusedCommand : IRequest<Result>;
