using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Cards;

/// <summary>Who may keep a card: merchants and platform support, about people they share a conversation with.</summary>
public sealed class CardAccess(IUserReader users, IConversationReader conversations)
{
    /// <returns>The refusal, or null when the actor may.</returns>
    public async Task<Error?> RefuseAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(id, out var about))
            return UserErrors.NotFound;
        if (actor.Role is UserRole.Merchant or UserRole.Platform)
            return about != actor.UserId && await conversations.ShareAsync(actor.UserId, about, cancellationToken) ? null : UserErrors.NotFound;
        return await users.FindAsync(actor, about, cancellationToken) is null ? UserErrors.NotFound : IdentityErrors.RoleNotAllowed;
    }
}
