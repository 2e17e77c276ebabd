using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.UpdateProfile;

/// <summary>Changes the actor's own profile; null leaves a part as it is.</summary>
/// <param name="AvatarAttachmentId">A picture that the actor uploaded, for the avatar; null leaves the avatar as it is.</param>
public sealed record UpdateProfileCommand(Actor Actor, string? Description, long? AvatarAttachmentId) : IRequest<Result<UserDto>>;
