using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;

namespace LiveChat.Bench;

/// <summary>
/// Pairs over the hub: persisted, acknowledged and delivered messages a second, and from the intended send to the other side's receipt.
/// </summary>
internal static class SendScenario
{
    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var rows = new List<Dictionary<string, object>>();
        foreach (var target in await Target.AllAsync(options, cancellationToken))
        {
            await using var server = await target.StartAsync(cancellationToken);
            var run = new SendRun(options with { Deaf = 0 });
            rows.Add(await run.MeasureAsync(target, [server], cancellationToken));
        }

        if (rows.Count == 2 && Report.Share((double)rows[0]["per_second"], (double)rows[1]["per_second"]) is { } share)
            rows[0]["share_of_ceiling"] = share;
        Report.Print(rows);
    }
}

/// <summary>One server, one run.</summary>
internal sealed class SendRun(Options options)
{
    private const int MaxMessages = 4_000_000;
    private const string Content = "你好，请问这件外套还有 M 码的吗？ Is it still in stock?";

    /// <summary>Until the runtime has compiled what is hot.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private const int FillingMessages = 150;
    private const int FillingAtOnce = 16;

    private static readonly TimeSpan FillingPause = TimeSpan.FromMilliseconds(200);

    private static readonly string FillingContent = new('好', 5_000);

    private readonly long[] _intendedAt = new long[MaxMessages];
    private readonly long[] _answeredAt = new long[MaxMessages];
    private readonly long[] _receivedAt = new long[MaxMessages];
    private readonly double[] _latencies = new double[MaxMessages];
    private int _measuredFrom;
    private int _measuredTo;
    private int _sent;
    private int _acknowledged;
    private int _delivered;
    private int _refused;
    private int _latencyCount;
    private volatile bool _isMeasuring;
    private volatile bool _isStopping;

    /// <summary>How many of those that do not read were cut.</summary>
    public int Cut { get; private set; }

    /// <param name="servers">One server, or the nodes of one installation. The receivers of a node's senders are connected to the next node.</param>
    public async Task<Dictionary<string, object>> MeasureAsync(
        Target target,
        IReadOnlyList<ServerProcess> servers,
        CancellationToken cancellationToken
    )
    {
        var server = servers[0];
        var pairs = await target.PreparePairsAsync(server, options.Pairs, cancellationToken);
        var senders = new List<Sender>();
        var sockets = new List<HubSocket>();
        foreach (var (i, pair) in pairs.Index())
        {
            await ConnectAsync(servers[(i + 1) % servers.Count], pair.ReceiverQuery, HandleReceived, sockets, cancellationToken);
            Sender? sender = null;
            var socket = await ConnectAsync(
                servers[i % servers.Count],
                pair.SenderQuery,
                record => HandleSent(record, sender!),
                sockets,
                cancellationToken
            );
            sender = new Sender(socket, pair.ConversationId);
            senders.Add(sender);
        }

        var deaf = Enumerable.Range(0, options.Deaf).Select(_ => new HubSocket { ReceiveBufferSize = 1024 }).ToList();
        foreach (var (i, socket) in deaf.Index())
            await socket.ConnectAsync(server.Port, pairs[i % pairs.Count].ReceiverQuery, cancellationToken);

        var pacing =
            options.Rate > 0 ? Task.Factory.StartNew(() => SendAtRate(senders), TaskCreationOptions.LongRunning) : Task.CompletedTask;
        if (options.Rate == 0)
            senders.ForEach(Send);
        using var scraping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scrapes = options.Scrape > 0 ? ScrapeAsync(server, scraping.Token) : Task.CompletedTask;
        await WaitAsync(WarmUp, sockets, cancellationToken);
        var filling = Parallel.ForAsync(
            0,
            Math.Min(deaf.Count, pairs.Count),
            new ParallelOptions { MaxDegreeOfParallelism = FillingAtOnce, CancellationToken = cancellationToken },
            (i, ct) => FillAsync(server, pairs[i], ct)
        );
        while (!filling.IsCompleted)
            await WaitAsync(FillingPause, sockets, cancellationToken);
        await filling;

        _isMeasuring = true;
        _measuredFrom = _sent;
        var (acknowledged, delivered, processor, started) = (_acknowledged, _delivered, ProcessorTime(), Stopwatch.GetTimestamp());
        await WaitAsync(TimeSpan.FromSeconds(options.Seconds), sockets, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        (acknowledged, delivered, processor) = (_acknowledged - acknowledged, _delivered - delivered, ProcessorTime() - processor);
        _isMeasuring = false;
        _isStopping = true;
        _measuredTo = Math.Min(_sent, MaxMessages);

        await scraping.CancelAsync();
        await scrapes;
        await pacing;
        var deadline = Stopwatch.StartNew();
        while ((_acknowledged < _sent || _delivered < _sent) && deadline.Elapsed < Drain)
            await Task.Delay(20, cancellationToken);
        sockets.ForEach(s => s.Dispose());
        Cut = deaf.Count(s => s.IsCut);
        deaf.ForEach(s => s.Dispose());

        var latencies = _latencies.AsSpan(0, Math.Min(_latencyCount, MaxMessages)).ToArray();
        Array.Sort(latencies);
        var lags = PushLags();
        return new Dictionary<string, object>
        {
            ["scenario"] = "send",
            ["target"] = target.Name,
            ["pairs"] = options.Pairs,
            ["rate"] = options.Rate,
            ["per_second"] = Math.Round(Math.Min(acknowledged, delivered) / seconds),
            ["p50_ms"] = Report.Percentile(latencies, 0.5),
            ["p99_ms"] = Report.Percentile(latencies, 0.99),
            ["longest_ms"] = Report.Percentile(latencies, 1),
            ["push_lag_p50_ms"] = Report.Percentile(lags, 0.5),
            ["push_lag_p99_ms"] = Report.Percentile(lags, 0.99),
            ["server_cpu_us_per_message"] = Math.Round(processor.TotalMicroseconds / Math.Max(1, acknowledged)),
            ["refused"] = _refused,
            ["not_delivered"] = _sent - _refused - _delivered,
        };

        TimeSpan ProcessorTime() => servers.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.ProcessorTime);
    }

    /// <summary>
    /// By how much the other side had each message later than its sender had the answer; 0 where it had it sooner. Both leave the server
    /// right after the commit, so it is what the way to the other side takes longer.
    /// </summary>
    private double[] PushLags()
    {
        var lags = new List<double>();
        for (var i = _measuredFrom; i < _measuredTo; i++)
        {
            if (_answeredAt[i] != 0 && _receivedAt[i] != 0)
                lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(_answeredAt[i], _receivedAt[i]).TotalMilliseconds));
        }

        lags.Sort();
        return [.. lags];
    }

    /// <summary>
    /// Long messages, until the system's own buffers of a connection that does not read are full: from here on the server has to keep what
    /// it is sent.
    /// </summary>
    private static async ValueTask FillAsync(ServerProcess server, Pair pair, CancellationToken cancellationToken)
    {
        for (var i = 0; i < FillingMessages; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/conversations/{pair.ConversationId}/messages");
            request.Headers.Authorization = new("Bearer", pair.SenderToken);
            request.Content = JsonContent.Create(
                new
                {
                    client_message_id = $"filling-{i}",
                    type = "text",
                    content = FillingContent,
                }
            );
            using var answer = await server.Http.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<HubSocket> ConnectAsync(
        ServerProcess server,
        string query,
        HubSocket.RecordHandler handle,
        List<HubSocket> sockets,
        CancellationToken cancellationToken
    )
    {
        var socket = new HubSocket();
        sockets.Add(socket);
        await socket.ConnectAsync(server.Port, query, cancellationToken);
        _ = Task.Run(() => socket.ReadAsync(handle, cancellationToken), cancellationToken);
        return socket;
    }

    /// <summary>Reads the metrics again and again; the bare server has none, which costs as little as a page that is not there.</summary>
    private async Task ScrapeAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(options.Scrape));
        try
        {
            while (await clock.WaitForNextTickAsync(cancellationToken))
                (await server.Http.GetAsync("/metrics", cancellationToken)).Dispose();
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>SignalR takes a client that says nothing for 30 s for lost.</summary>
    private static async Task WaitAsync(TimeSpan time, List<HubSocket> sockets, CancellationToken cancellationToken)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end);
            await Task.Delay(rest < TimeSpan.FromSeconds(10) ? rest : TimeSpan.FromSeconds(10), cancellationToken);
            sockets.ForEach(s => s.SendPing());
        }
    }

    private void SendAtRate(List<Sender> senders)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0L; !_isStopping; i++)
        {
            var intendedAt = started + (i * Stopwatch.Frequency / options.Rate);
            while (Stopwatch.GetTimestamp() < intendedAt)
                Thread.Sleep(1);
            Send(senders[(int)(i % senders.Count)], intendedAt);
        }
    }

    private void Send(Sender sender) => Send(sender, Stopwatch.GetTimestamp());

    private void Send(Sender sender, long intendedAt)
    {
        var number = Interlocked.Increment(ref _sent) - 1;
        _intendedAt[number] = intendedAt;
        var message =
            $$"""{"conversation_id":{{sender.ConversationId}},"client_message_id":"{{number}}","type":"text","content":"{{Content}}"}""";
        var call = $$"""{"type":1,"invocationId":"{{number}}","target":"SendMessage","arguments":[{{message}}]}""";
        sender.Socket.Send(Encoding.UTF8.GetBytes(call + "\u001e"));
    }

    private void HandleSent(ReadOnlySpan<byte> record, Sender sender)
    {
        if (!record.StartsWith("{\"type\":3"u8))
            return;
        var id = record.IndexOf("\"invocationId\":\""u8);
        if (id >= 0 && Utf8Parser.TryParse(record[(id + 16)..], out int number, out _))
            _answeredAt[number] = Stopwatch.GetTimestamp();
        if (record.IndexOf("\"error\":"u8) >= 0)
            Interlocked.Increment(ref _refused);
        Interlocked.Increment(ref _acknowledged);
        if (options.Rate == 0 && !_isStopping)
            Send(sender);
    }

    private void HandleReceived(ReadOnlySpan<byte> record)
    {
        var now = Stopwatch.GetTimestamp();
        if (record.IndexOf("\"MessageReceived\""u8) < 0)
            return;
        var id = record.IndexOf("\"client_message_id\":\""u8);
        if (id < 0 || !Utf8Parser.TryParse(record[(id + 21)..], out int number, out _))
            return;
        Interlocked.Increment(ref _delivered);
        _receivedAt[number] = now;
        if (_isMeasuring && Interlocked.Increment(ref _latencyCount) is var count && count <= MaxMessages)
            _latencies[count - 1] = Stopwatch.GetElapsedTime(_intendedAt[number], now).TotalMilliseconds;
    }

    private sealed record Sender(HubSocket Socket, long ConversationId);
}
