using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.TakeDownMessage;

/// <summary>Takes a message down by moderation. The reason is kept in the audit log.</summary>
/// <param name="Reason">1 to 200 characters.</param>
public sealed record TakeDownMessageCommand(Actor Actor, long MessageId, string? Reason) : IRequest<Result>
{
    public const int MaxReasonLength = 200;
}
