namespace LiveChat.Application.Policies;

// Who may make a request, and what is recorded of it. Every command and query carries exactly one of these markers; a test lists those that
// do not. The behaviours of this folder keep what the markers promise, so that no handler has to remember it.

/// <summary>Anybody may make it, signed in or not.</summary>
public interface IOpenRequest;

/// <summary>Everybody who is signed in may make it, about what is theirs or what their role may see.</summary>
public interface ISignedInRequest
{
    Actor Actor { get; }
}

/// <summary>
/// Only those who talk with each other may make it: buyers, merchants and platform support. Admins watch and never take part, so <see
/// cref="MemberBehavior{TRequest, TResponse}"/> refuses them.
/// </summary>
public interface IMemberRequest
{
    Actor Actor { get; }
}

/// <summary>
/// Members read what is theirs, and admins everything. What an admin is shown is recorded first; see <see cref="IRecordedReading"/>.
/// </summary>
/// <typeparam name="TShown">The value of a successful answer.</typeparam>
public interface IMemberReading<TShown> : IRecordedReading<TShown>;

/// <summary>Only an admin may make it.</summary>
public interface IAdminRequest : IForAdmins;

/// <summary>Only an admin may make it, and what they are shown is recorded first; see <see cref="IRecordedReading"/>.</summary>
/// <inheritdoc cref="IMemberReading{TShown}"/>
public interface IAdminReading<TShown> : IForAdmins, IRecordedReading<TShown>;

/// <summary>
/// The server itself sends it, or its operator by the command line: at the start, in the background, or as a part of another request. No
/// endpoint and no hub method may.
/// </summary>
public interface ISystemRequest;

/// <summary>What <see cref="AdminBehavior{TRequest, TResponse}"/> has to know of a request that is for admins alone.</summary>
public interface IForAdmins
{
    /// <summary>The caller; null where it is no user: the command line, or the host site's key, which the door has checked.</summary>
    Actor? Actor { get; }

    /// <summary>
    /// The id of the user whom the request is about, if there is one. A caller who may not see them gets 404 instead of 403.
    /// </summary>
    string? SubjectId => null;

    /// <summary>The message that the request is about, if there is one. A caller who may not see it gets 404 instead of 403.</summary>
    MessageId? SubjectMessage => null;
}

/// <summary>Refuses admins where only members take part.</summary>
public sealed class MemberBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMemberRequest
    where TResponse : Result, IFailable<TResponse>
{
    // Admins see every conversation, so they get 403 and not 404.
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.Actor.IsAdmin ? Task.FromResult(TResponse.Fail(ConversationErrors.ReadOnly)) : next();
}

/// <summary>
/// Refuses requests that only admins may make: with 403, or with 404 where the caller may not even see what the request is about.
/// </summary>
public sealed class AdminBehavior<TRequest, TResponse>(IUserReader users, IMessageReader messages, IConversationReader conversations)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IForAdmins
    where TResponse : Result, IFailable<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.Actor is { IsAdmin: false } stranger
            ? TResponse.Fail(await RefusalAsync(stranger, request, cancellationToken))
            : await next();

    private async Task<Error> RefusalAsync(Actor stranger, TRequest request, CancellationToken cancellationToken)
    {
        if (request.SubjectId is { } user && !await MaySeeAsync(stranger, user, cancellationToken))
            return UserErrors.NotFound;
        if (request.SubjectMessage is { } message && !await MaySeeAsync(stranger, message, cancellationToken))
            return MessageErrors.NotFound;
        return IdentityErrors.RoleNotAllowed;
    }

    private async Task<bool> MaySeeAsync(Actor stranger, string user, CancellationToken cancellationToken) =>
        UserId.TryParse(user, out var id) && await users.FindAsync(stranger, id, cancellationToken) is not null;

    private async Task<bool> MaySeeAsync(Actor stranger, MessageId message, CancellationToken cancellationToken) =>
        await messages.FindAsync(message, cancellationToken) is { } found
        && await conversations.FindMembersAsync(stranger, found.Message.ConversationId, cancellationToken) is not null;
}
