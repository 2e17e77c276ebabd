using System.Net.WebSockets;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>
/// Every message is sent one to five times at once, by REST and by the hub, and each of these tries again until it is answered;
/// in between the server restarts. There is one of each in the end, and every answer was that one.
/// </summary>
internal sealed class IdempotencyCheck(ChatServer server, int messages) : IDisposable
{
    private const int SentAtOnce = 50;
    private const int MaxTries = 5;

    private readonly SemaphoreSlim _opening = new(1, 1);
    private ChatUser _buyer = null!;
    private ChatConnection _tab = null!;
    private long _conversation;

    public int Restarts { get; init; } = 3;

    public void Dispose() => _opening.Dispose();

    public async Task RunAsync()
    {
        (_buyer, var merchant, _conversation) = await server.CreatePairAsync();
        _tab = await _buyer.ConnectAsync();
        var batches = Enumerable.Range(0, messages).Chunk(SentAtOnce).ToList();
        var restartAfter = Enumerable.Range(1, Restarts).Select(r => r * batches.Count / (Restarts + 1)).ToHashSet();
        foreach (var (number, batch) in batches.Index())
        {
            var sending = Task.WhenAll(batch.Select(SendOftenAsync));
            if (restartAfter.Contains(number))
                await server.RestartAsync();
            await sending;
        }

        await _tab.DisposeAsync();
        Assert.Equal(messages, (await _buyer.ReadConversationAsync(_conversation)).Number("last_sequence"));
        Assert.Equal(messages, await merchant.CountUnreadAsync(_conversation));
        var changed = (content: "something else", id: "id-0");
        await _buyer
            .PostAsync($"/api/conversations/{_conversation}/messages", ChatUser.Draft(changed.content, changed.id))
            .ShouldBeProblem("conflict");
    }

    private async Task SendOftenAsync(int number)
    {
        var tries = Random.Shared.Next(1, MaxTries + 1);
        var ids = await Task.WhenAll(Enumerable.Range(0, tries).Select(t => TryUntilAnsweredAsync(number, byHub: (t + number) % 2 == 0)));
        Assert.Single(ids.Distinct());
    }

    private async Task<long> TryUntilAnsweredAsync(int number, bool byHub)
    {
        var (content, id) = ($"message {number}", $"id-{number}");
        while (true)
        {
            var tab = _tab;
            try
            {
                if (byHub)
                    return (await tab.SendAsync(_conversation, content, id)).Id();
                var answer = await _buyer.PostAsync($"/api/conversations/{_conversation}/messages", ChatUser.Draft(content, id));
                if (answer.Status == 503)
                    continue;
                Assert.True(answer.Status is 200 or 201, answer.Text);
                return answer.Body.Id();
            }
            catch (HubException refused)
            {
                Assert.Contains("unavailable: ", refused.Message, StringComparison.Ordinal);
            }
            catch (Exception gone)
                when (gone
                        is HttpRequestException
                            or InvalidOperationException
                            or IOException
                            or OperationCanceledException
                            or WebSocketException
                )
            {
                await ReopenAsync(tab);
            }
        }
    }

    private async Task ReopenAsync(ChatConnection gone)
    {
        await _opening.WaitAsync();
        try
        {
            if (gone != _tab || gone.Hub.State == Microsoft.AspNetCore.SignalR.Client.HubConnectionState.Connected)
                return;
            await Eventually.Async(async () =>
            {
                try
                {
                    _tab = await _buyer.ConnectAsync();
                    return true;
                }
                catch (Exception refused)
                    when (refused
                            is HttpRequestException
                                or AggregateException
                                or IOException
                                or OperationCanceledException
                                or WebSocketException
                                or InvalidOperationException
                    )
                {
                    return false;
                }
            });
            await gone.DisposeAsync();
        }
        finally
        {
            _opening.Release();
        }
    }
}
