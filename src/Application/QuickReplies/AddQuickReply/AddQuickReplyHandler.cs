using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.QuickReplies;
using MediatR;

namespace LiveChat.Application.QuickReplies.AddQuickReply;

public sealed class AddQuickReplyHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies, TimeProvider clock)
    : IRequestHandler<AddQuickReplyCommand, Result<QuickReplyDto>>
{
    public async Task<Result<QuickReplyDto>> Handle(AddQuickReplyCommand request, CancellationToken cancellationToken)
    {
        var added = await unitOfWork.ExecuteAsync<Result<QuickReply>>(
            async ct =>
            {
                var own = await quickReplies.FindAsync(request.Actor.UserId, ct);
                if (own.Count >= QuickReply.MaxPerUser)
                    return QuickReplyErrors.ListFull;
                var sortOrder = own.Count == 0 ? 1 : own[^1].SortOrder + 1;
                var quickReply = QuickReply.Create(request.Actor.UserId, request.Content!.TrimEnd(), sortOrder, clock.GetUtcNow());
                quickReplies.Add(quickReply);
                return quickReply;
            },
            cancellationToken);
        // The id is given by the store when the work is saved.
        return added.IsSuccess ? QuickReplyDto.From(added.Value) : added.Error;
    }
}
