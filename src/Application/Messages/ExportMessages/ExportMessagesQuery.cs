using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Messages.SearchMessages;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.ExportMessages;

/// <summary>Exports the whole list of messages, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportMessagesQuery(SearchMessagesQuery List) : IRequest<Result<Export<MessageDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
