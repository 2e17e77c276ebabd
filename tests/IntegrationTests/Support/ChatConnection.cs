using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveChat.IntegrationTests.Support;

/// <summary>One event as it came, in raw JSON.</summary>
public sealed record ChatEvent(string Name, JsonElement Body);

/// <summary>A real SignalR client that remembers every event in the order in which it came.</summary>
public sealed class ChatConnection : IAsyncDisposable
{
    public static readonly string[] EventNames =
    [
        "MessageReceived",
        "MessageUpdated",
        "ConversationUpdated",
        "ReadUpdated",
        "TypingChanged",
        "PresenceChanged",
        "Heads",
        "SessionEnded",
    ];

    private readonly Lock _lock = new();
    private readonly List<ChatEvent> _events = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChatConnection(HubConnection hub)
    {
        Hub = hub;
        foreach (var name in EventNames)
        {
            hub.On<JsonElement>(
                name,
                body =>
                {
                    lock (_lock)
                        _events.Add(new ChatEvent(name, body.Clone()));
                }
            );
        }

        hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public HubConnection Hub { get; }

    /// <param name="transports">What the connection may be carried by; null: anything.</param>
    public static async Task<ChatConnection> OpenAsync(
        Uri address,
        string token,
        string? acceptLanguage = null,
        HttpTransportType? transports = null
    )
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(
                address,
                options =>
                {
                    options.Transports = transports ?? HttpTransports.All;
                    options.AccessTokenProvider = () => Task.FromResult<string?>(token);
                    if (acceptLanguage is not null)
                        options.Headers["Accept-Language"] = acceptLanguage;
                }
            )
            .Build();
        var connection = new ChatConnection(hub);
        await hub.StartAsync();
        return connection;
    }

    public IReadOnlyList<ChatEvent> All()
    {
        lock (_lock)
            return [.. _events];
    }

    public IReadOnlyList<JsonElement> Events(string name) => [.. All().Where(e => e.Name == name).Select(e => e.Body)];

    /// <summary>Waits for an event, which may have come already.</summary>
    public async Task<JsonElement> WaitForAsync(string name, Func<JsonElement, bool>? which = null)
    {
        which ??= _ => true;
        await Eventually.Async(
            () => Events(name).Any(which),
            () => $"No such {name}; there was: {string.Join(", ", All().Select(e => $"{e.Name} {e.Body}"))}"
        );
        return Events(name).First(which);
    }

    /// <summary>Waits until the server has closed the connection.</summary>
    public Task WaitForCloseAsync() => Eventually.Async(() => _closed.Task.IsCompleted, () => "The connection is still open.");

    public Task<JsonElement> CallAsync(string method, object? argument) => Hub.InvokeAsync<JsonElement>(method, argument);

    public Task<JsonElement> SendAsync(long conversation, string content, string? clientMessageId = null, long? replyToId = null) =>
        CallAsync(
            "SendMessage",
            new
            {
                conversation_id = conversation,
                client_message_id = clientMessageId ?? ChatUser.NewClientMessageId(),
                type = "text",
                content,
                reply_to_id = replyToId,
            }
        );

    public Task<JsonElement> MarkReadAsync(long conversation, long sequence) =>
        CallAsync("MarkRead", new { conversation_id = conversation, sequence });

    /// <summary>What the call is refused with: the text that the client's promise rejects with.</summary>
    public async Task<string> RefusalAsync(string method, object? argument)
    {
        var exception = await Assert.ThrowsAsync<HubException>(() => Hub.InvokeAsync(method, argument));
        return exception.Message;
    }

    /// <summary>Asserts that the call is refused with a code, followed by a sentence.</summary>
    public async Task<string> ShouldRefuseAsync(string method, object? argument, string code)
    {
        var message = await RefusalAsync(method, argument);
        var at = message.IndexOf($"{code}: ", StringComparison.Ordinal);
        Assert.True(at >= 0, $"Expected '{code}: …', but it was '{message}'.");
        return message[(at + code.Length + 2)..];
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
