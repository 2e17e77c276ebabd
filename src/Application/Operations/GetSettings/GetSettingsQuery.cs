using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Operations.GetSettings;

/// <summary>The settings in force, and where each comes from.</summary>
public sealed record GetSettingsQuery(Actor Actor) : IRequest<Result<ListResult<SettingDto>>>, IAdminRequest;
