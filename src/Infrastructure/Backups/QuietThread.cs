using LiveChat.Infrastructure.Work;

namespace LiveChat.Infrastructure.Backups;

/// <summary>
/// Work that takes long and must not get in the way of messages: a thread of its own and of low priority, which blocks while it waits. What
/// it starts (other programs too) has that priority as well.
/// </summary>
internal static class QuietThread
{
    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            LowPriority.ApplyToThisThread();
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException exception)
            {
                done.SetCanceled(exception.CancellationToken);
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = $"LiveChat {name}",
        }.Start();
        return done.Task;
    }

    /// <summary>Waits for work that others do, such as a store that is reached over the network.</summary>
    public static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}(Task{T})"/>
    public static void Wait(Task task) => task.GetAwaiter().GetResult();
}
