using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Conversations.ReadConversations;

public sealed class ReadConversationsHandler(IConversationWriter writer, IConversationReader conversations) : IRequestHandler<ReadConversationsCommand, Result<ReadCountDto>>
{
    public async Task<Result<ReadCountDto>> Handle(ReadConversationsCommand request, CancellationToken cancellationToken)
    {
        if (request.Actor.IsAdmin)
            return ConversationErrors.ReadOnly;
        var reader = request.Actor.UserId;
        var ids = request.All
            ? await conversations.FindUnreadAsync(reader, cancellationToken)
            : [.. request.ConversationIds!.Distinct().Select(id => new ConversationId(id))];
        var count = 0;
        // Conversations are read in batches, so that others' messages don't wait for a user with thousands of them.
        foreach (var some in ids.Chunk(ReadConversationsCommand.MaxIds))
        {
            var read = await writer.WriteAsync(session => Read(session, reader, some), cancellationToken);
            if (!read.IsSuccess)
                return read.Error;
            count += read.Value;
        }

        return new ReadCountDto(count);
    }

    private static Result<int> Read(IConversationSession session, UserId reader, ConversationId[] ids)
    {
        var found = new List<(Conversation Conversation, Participant Reader)>(ids.Length);
        foreach (var id in ids)
        {
            if (session.FindConversation(id) is not { } conversation || conversation.FindParticipant(reader) is not { } participant)
                return ConversationErrors.NotFound;
            found.Add((conversation, participant));
        }

        var count = 0;
        foreach (var (conversation, participant) in found)
        {
            if (participant.UnreadCount > 0 || participant.IsMarkedUnread)
                count++;
            var read = conversation.MarkRead(reader, conversation.LastSequence, after => session.CountUnread(conversation.Id, reader, after));
            if (!read.IsSuccess)
                return read.Error;
        }

        return count;
    }
}
