using System.Threading.Channels;
using LiveChat.Domain.Common;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>
/// Where both ways of writing hand over what they have just committed. What this process remembers of the store is told at once, before
/// anybody is answered; pushes go their own pace from memory, and followers are woken to read the log.
/// </summary>
public sealed class CommittedEvents(IEnumerable<IRemembersCommits> memories)
{
    private readonly IRemembersCommits[] _memories = [.. memories];

    private readonly Channel<IReadOnlyList<IDomainEvent>> _queue =
        Channel.CreateUnbounded<IReadOnlyList<IDomainEvent>>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>What is to be pushed, in the order of the commits.</summary>
    public ChannelReader<IReadOnlyList<IDomainEvent>> Pushes => _queue.Reader;

    /// <summary>Raised after each commit that left something in the log.</summary>
    public event Action? Appended;

    /// <param name="events">Those of one commit, in their order.</param>
    public void Announce(IReadOnlyList<IDomainEvent> events)
    {
        if (events.Count == 0)
            return;
        foreach (var memory in _memories)
        {
            for (var i = 0; i < events.Count; i++)
                memory.Remember(events[i]);
        }

        _queue.Writer.TryWrite(events);
        Appended?.Invoke();
    }

    /// <summary>Nothing is pushed any more after what has been announced.</summary>
    public void Complete() => _queue.Writer.TryComplete();
}

/// <summary>
/// Something that this process keeps in memory of what is stored. It is told within the commit's lock, so that it is in step before
/// anybody is answered; it may neither wait nor fail.
/// </summary>
public interface IRemembersCommits
{
    void Remember(IDomainEvent domainEvent);
}
