using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Hubs;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebApi.Limits;

/// <summary>Limits at the door of the hub.</summary>
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

            // Typing is passed on so often at most; what is too much of it is nobody's mistake and is left out in silence.
            // That it began and that it ended are counted apart, so that an end is not lost to its beginning.
            case nameof(ChatHub.SetTyping) when invocationContext.HubMethodArguments is [SetTypingCall call]:
                using (var lease = limits.Typing.AttemptAcquire($"{UserOf(invocationContext)} {call.IsTyping}"))
                    return lease.IsAcquired ? next(invocationContext) : default;

            default:
                return next(invocationContext);
        }
    }

    private static string UserOf(HubInvocationContext context) => context.Context.User!.ToActor().UserId.Value;
}
