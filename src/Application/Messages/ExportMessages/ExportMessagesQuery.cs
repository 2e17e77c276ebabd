using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Messages.SearchMessages;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.ExportMessages;

/// <summary>The list of messages, all of it in its order, for admins.</summary>
/// <param name="List">What can be listed can be exported; the page is not looked at.</param>
public sealed record ExportMessagesQuery(SearchMessagesQuery List) : IRequest<Result<Export<MessageDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
