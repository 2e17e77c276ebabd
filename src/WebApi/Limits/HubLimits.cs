using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Hubs;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebApi.Limits;

/// <summary>Applies the limits to hub methods.</summary>
internal sealed class HubLimits(RateLimits limits) : IHubFilter
{
    private static readonly Error RateLimited = new(ErrorKind.TooMany, "Request.RateLimited");

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (!limits.Settings.IsEnabled)
            return next(invocationContext);
        switch (invocationContext.HubMethodName)
        {
            case nameof(ChatHub.SendMessage):
                using (var lease = limits.Send.AttemptAcquire(UserOf(invocationContext)))
                    return lease.IsAcquired ? next(invocationContext) : throw HubErrors.From(RateLimited);

            // Typing beyond the limit is dropped silently, because it is not a mistake of the user.
            // Beginning and end are counted separately, so that an end is not dropped because of its beginning.
            case nameof(ChatHub.SetTyping) when invocationContext.HubMethodArguments is [SetTypingCall call]:
                using (var lease = limits.Typing.AttemptAcquire($"{UserOf(invocationContext)} {call.IsTyping}"))
                    return lease.IsAcquired ? next(invocationContext) : default;

            default:
                return next(invocationContext);
        }
    }

    private static string UserOf(HubInvocationContext context) => context.Context.User!.ToActor().UserId.Value;
}
