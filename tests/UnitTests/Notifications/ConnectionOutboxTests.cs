using System.IO.Pipelines;
using System.Text;
using LiveChat.Infrastructure.Notifications;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LiveChat.UnitTests.Notifications;

public sealed class ConnectionOutboxTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Pipe _toClient = new(new PipeOptions(pauseWriterThreshold: 1_000, resumeWriterThreshold: 500));
    private readonly ConnectionOutbox _outbox;

    public ConnectionOutboxTests()
    {
        var transport = new Transport(new Pipe().Reader, _toClient.Writer);
        var context = new DefaultConnectionContext("connection", transport, transport);
        _outbox = new ConnectionOutbox(
            new HubConnectionContext(context, new HubConnectionContextOptions(), NullLoggerFactory.Instance)
            {
                Protocol = new JsonHubProtocol(),
            },
            _clock
        );
    }

    [Fact]
    public void Send_WhenClientReads_ShouldNotWait()
    {
        Assert.True(_outbox.Send(Message(100)));
        Assert.False(_outbox.IsWaiting);
    }

    [Fact]
    public void IsStuck_WhenMoreThanAMegabyteWaits_ShouldBeTrue()
    {
        var sent = 0;
        while (!_outbox.IsStuck && sent++ < 1_000)
            _outbox.Send(Message(10_000));
        Assert.InRange(sent, 100, 110);
    }

    [Fact]
    public void IsStuck_WhenNothingGetsThroughFor10Seconds_ShouldBeTrue()
    {
        Assert.False(_outbox.Send(Message(2_000)));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.False(_outbox.IsStuck);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_outbox.IsStuck);
    }

    [Fact]
    public async Task IsStuck_WhenClientReadsAgain_ShouldBeFalse()
    {
        _outbox.Send(Message(2_000));
        _outbox.Send(Message(10));
        _clock.Advance(TimeSpan.FromSeconds(9));

        var read = await _toClient.Reader.ReadAsync();
        _toClient.Reader.AdvanceTo(read.Buffer.End);
        Assert.True(SpinWait.SpinUntil(() => !_outbox.IsWaiting, TimeSpan.FromSeconds(10)));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_outbox.IsStuck);
    }

    [Fact]
    public async Task Send_WhenEarlierMessagesWait_ShouldKeepTheOrder()
    {
        for (var i = 0; i < 50; i++)
            _outbox.Send(new SerializedHubMessage(new InvocationMessage("Number", [i])));

        var text = "";
        while (text.Count(c => c == '\u001e') < 50)
        {
            var read = await _toClient.Reader.ReadAsync();
            text += Encoding.UTF8.GetString(read.Buffer);
            _toClient.Reader.AdvanceTo(read.Buffer.End);
        }

        Assert.Equal(
            string.Concat(Enumerable.Range(0, 50).Select(i => $$"""{"type":1,"target":"Number","arguments":[{{i}}]}""" + "\u001e")),
            text
        );
    }

    private static SerializedHubMessage Message(int length) => new(new InvocationMessage("MessageReceived", [new string('x', length)]));

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
