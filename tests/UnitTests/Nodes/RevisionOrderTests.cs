using CsCheck;
using LiveChat.Infrastructure.Nodes.Redis;
using LiveChat.Infrastructure.Notifications;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace LiveChat.UnitTests.Nodes;

public sealed class RevisionOrderTests
{
    private static readonly string[] Groups = ["user:b1"];

    private readonly FakeTimeProvider _clock = new();
    private readonly Inbox _inbox = new();
    private bool _mayWait = true;

    [Fact]
    public void TakeOther_WhenAPushComesTooEarly_ShouldHoldItBackForTheOneBefore()
    {
        using var order = CreateOrder();
        Other(order, 5);
        Other(order, 7);
        Other(order, 8);
        Assert.Equal([5], _inbox.Revisions);
        Other(order, 6);
        Assert.Equal([5, 6, 7, 8], _inbox.Revisions);
    }

    [Fact]
    public void TakeOther_WhenTheOneBeforeDoesNotCome_ShouldWaitForAMomentAndDropItWhenItIsLate()
    {
        using var order = CreateOrder();
        Other(order, 5);
        Other(order, 7);
        _clock.Advance(TimeSpan.FromMilliseconds(90));
        Assert.Equal([5], _inbox.Revisions);
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        Assert.Equal([5, 7], _inbox.Revisions);
        Other(order, 6);
        Other(order, 8);
        Assert.Equal([5, 7, 8], _inbox.Revisions);
    }

    [Fact]
    public void TakeOwn_WhenAnotherNodesPushIsMissing_ShouldHoldBackToo()
    {
        using var order = CreateOrder();
        Assert.False(Own(order, 2));
        Assert.False(Own(order, 4));
        Assert.Equal([2], _inbox.Revisions);
        Other(order, 3);
        Assert.Equal([2, 3, 4], _inbox.Revisions);
        Assert.True(Own(order, 5));
    }

    [Fact]
    public void TakeOther_WhenTheOneBeforeWasOfTheSameNode_ShouldNotWait()
    {
        using var order = CreateOrder();
        Other(order, 1);
        // Nobody of the conversation was connected here meanwhile.
        Other(order, 9, followsOwn: true);
        Assert.Equal([1, 9], _inbox.Revisions);
    }

    [Fact]
    public void TakeOther_WhenItOnlyComesBehindAChange_ShouldNotComeBeforeIt()
    {
        using var order = CreateOrder();
        Other(order, 1);
        order.TakeOther(Groups, new PushPlace(7, 2, IsChange: false), followsOwn: false, Message(20));
        Assert.Equal([1], _inbox.Revisions);
        Other(order, 2);
        Assert.Equal([1, 2, 20], _inbox.Revisions);
    }

    [Fact]
    public void TakeOther_WhileOthersCanNotBeReached_ShouldWaitForNobody()
    {
        using var order = CreateOrder();
        Other(order, 1);
        _mayWait = false;
        Other(order, 4);
        Assert.Equal([1, 4], _inbox.Revisions);
    }

    /// <summary>Whatever the order in which nodes' pushes arrive, what is delivered ascends; and all is, if nothing is too late.</summary>
    [Fact]
    public void Take_WhateverTheOrder_ShouldDeliverAscendingAndEverythingThatIsInTime() =>
        Gen.Shuffle(Enumerable.Range(2, 30).ToArray())
            .Sample(revisions =>
            {
                var inbox = new Inbox();
                using var order = new RevisionOrder(inbox, new FakeTimeProvider(), () => true);
                order.TakeOther(Groups, new PushPlace(7, 1, IsChange: true), followsOwn: false, Message(1));
                foreach (var revision in revisions)
                    order.TakeOther(Groups, new PushPlace(7, revision, IsChange: true), followsOwn: false, Message(revision));
                Assert.Equal(Enumerable.Range(1, 31), inbox.Revisions);
            });

    private RevisionOrder CreateOrder() => new(_inbox, _clock, () => _mayWait);

    private static void Other(RevisionOrder order, int revision, bool followsOwn = false) =>
        order.TakeOther(Groups, new PushPlace(7, revision, IsChange: true), followsOwn, Message(revision));

    private static bool Own(RevisionOrder order, int revision) =>
        order.TakeOwn(Groups, new PushPlace(7, revision, IsChange: true), Message(revision));

    private static SerializedHubMessage Message(int number) => new(new InvocationMessage("MessageReceived", [number]));

    private sealed class Inbox : IOwnConnections
    {
        public List<int> Revisions { get; } = [];

        public void Send(IReadOnlyList<string> groups, SerializedHubMessage message) =>
            Revisions.Add((int)((InvocationMessage)message.Message!).Arguments[0]!);

        public void SendTo(IEnumerable<string> connectionIds, SerializedHubMessage message) => throw new NotSupportedException();
    }
}
