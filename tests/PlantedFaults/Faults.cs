using LiveChat.Application.Events;
using LiveChat.Application.Messages;
using LiveChat.Application.Presence;
using LiveChat.Infrastructure;
using LiveChat.Infrastructure.Conversations;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.PlantedFaults;

/// <summary>
/// The faults by name. <c>PlantedFaultTests</c> plants each, and sees that the suite finds it. Each stands before a port.
/// </summary>
internal static class Faults
{
    private const int DropsOneIn = 100;
    private const int SwapsOneIn = 20;

    public static void PlantFault(this IServiceCollection services, string fault)
    {
        switch (fault)
        {
            case "AcknowledgedBeforeCommit":
                services.PutBefore<IConversationDatabase>((store, _) => ConversationFaults.AcknowledgeBeforeCommit(store));
                break;
            case "NoDeduplication":
                services.PutBefore<IConversationDatabase>((store, provider) => ConversationFaults.StoreDoubles(store, provider));
                break;
            case "CounterOutsideWriter":
                services.PutBefore<IConversationDatabase>((store, provider) => ConversationFaults.CountOutsideWriter(store, provider));
                break;
            case "SequenceOutsideTransaction":
                services.PutBefore<IConversationDatabase>(
                    (store, provider) => ConversationFaults.TakeSequencesOutsideTransaction(store, provider)
                );
                break;
            case "DroppedPushes":
                services.PutBefore<IChatNotifier>((notifier, _) => DropPushes(notifier));
                break;
            case "SwappedPushes":
                services.PutBefore<IChatNotifier>((notifier, _) => SwapPushes(notifier));
                break;
            case "PresenceThatNeverExpires":
                services.PutBefore<IChatNotifier>(
                    (notifier, _) =>
                        Interceptor<IChatNotifier>.Before(
                            notifier,
                            (_, arguments, goOn) => arguments.OfType<PresenceDto>().Any(p => !p.IsOnline) ? Task.CompletedTask : goOn()
                        )
                );
                break;
            case nameof(StumblingFollower):
                services.AddFollowers(typeof(StumblingFollower).Assembly);
                break;
            default:
                throw new ArgumentException($"There is no fault called {fault}.", nameof(fault));
        }
    }

    private static IChatNotifier DropPushes(IChatNotifier notifier)
    {
        var count = 0;
        return Interceptor<IChatNotifier>.Before(
            notifier,
            (method, _, goOn) =>
                method == nameof(IChatNotifier.MessageReceivedAsync) && Interlocked.Increment(ref count) % DropsOneIn == 0
                    ? Task.CompletedTask
                    : goOn()
        );
    }

    private static IChatNotifier SwapPushes(IChatNotifier notifier)
    {
        var count = 0;
        Func<object?>? held = null;
        return Interceptor<IChatNotifier>.Before(
            notifier,
            (method, arguments, goOn) =>
            {
                if (method != nameof(IChatNotifier.MessageReceivedAsync))
                    return goOn();
                if (Interlocked.Increment(ref count) % SwapsOneIn == 0)
                {
                    held = goOn;
                    return Task.CompletedTask;
                }

                var sent = goOn();
                Interlocked.Exchange(ref held, null)?.Invoke();
                return sent;
            }
        );
    }

    private static void PutBefore<TPort>(this IServiceCollection services, Func<TPort, IServiceProvider, TPort> fault)
        where TPort : class
    {
        var registration = services.Last(s => s.ServiceType == typeof(TPort));
        services.Remove(registration);
        services.AddSingleton(provider =>
            fault(
                (TPort)(
                    registration.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, registration.ImplementationType!)
                ),
                provider
            )
        );
    }
}
