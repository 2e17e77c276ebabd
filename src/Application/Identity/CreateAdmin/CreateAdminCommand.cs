using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.CreateAdmin;

/// <summary>Makes an admin. Its door is the command line alone.</summary>
public sealed record CreateAdminCommand(string? Id, string? Username, string? Password) : IRequest<Result<UserDto>>;
