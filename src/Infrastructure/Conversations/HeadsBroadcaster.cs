using LiveChat.Infrastructure.Work;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>
/// Every 3 s tells members where the conversations that changed now stand, so that a lost push heals without a new
/// message. Each change is told twice: the telling can be lost too.
/// </summary>
public sealed class HeadsBroadcaster(IChatNotifier notifier, TimeProvider clock, ILogger<HeadsBroadcaster> logger)
    : PeriodicService(Interval, clock),
        IPush
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Dictionary<ConversationId, ConversationSnapshot> _changed = [];
    private Dictionary<ConversationId, ConversationSnapshot> _told = [];

    public bool Takes(IDomainEvent domainEvent) => domainEvent is ConversationEvent;

    public Task PushAsync(IDomainEvent domainEvent)
    {
        Changed(((ConversationEvent)domainEvent).Conversation);
        return Task.CompletedTask;
    }

    public void Changed(ConversationSnapshot conversation)
    {
        lock (_lock)
        {
            if (!_changed.TryGetValue(conversation.Id, out var known) || known.Revision <= conversation.Revision)
                _changed[conversation.Id] = conversation;
        }
    }

    protected override void LogFailure(Exception exception) => WriterLog.HeadsLost(logger, exception);

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        Dictionary<ConversationId, ConversationSnapshot> telling;
        lock (_lock)
        {
            if (_changed.Count == 0 && _told.Count == 0)
                return;
            telling = _told;
            foreach (var (id, conversation) in _changed)
                telling[id] = conversation;
            _told = _changed;
            _changed = [];
        }

        var byMember = new Dictionary<UserId, List<HeadDto>>();
        foreach (var conversation in telling.Values)
        {
            foreach (var member in conversation.MemberIds())
            {
                if (!byMember.TryGetValue(member, out var heads))
                    byMember[member] = heads = [];
                heads.Add(HeadDto.From(conversation, member));
            }
        }

        foreach (var (member, heads) in byMember)
            await notifier.HeadsAsync(member, new HeadsDto(heads));
        await notifier.HeadsForWatchersAsync(new HeadsDto([.. telling.Values.Select(c => HeadDto.From(c, null))]));
    }
}
