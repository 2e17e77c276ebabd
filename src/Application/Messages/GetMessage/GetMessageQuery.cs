using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.GetMessage;

/// <summary>One message with its words and its file, also when it was taken down. Each look is in the audit log. For admins.</summary>
public sealed record GetMessageQuery(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>, IAdminRequest;
