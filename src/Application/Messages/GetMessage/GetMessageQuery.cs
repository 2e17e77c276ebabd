using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.GetMessage;

/// <summary>
/// One message with its content and its file, also when it was taken down. For admins; each look is recorded in the audit log.
/// </summary>
public sealed record GetMessageQuery(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>, IAdminRequest;
