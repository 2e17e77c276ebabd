using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Nodes.Redis;
using LiveChat.Infrastructure.Notifications;

namespace LiveChat.UnitTests.Nodes;

public sealed class NodeDirectoryTests
{
    private readonly NodeDirectory _directory = new();
    private readonly List<GroupChange> _changes = [];

    public NodeDirectoryTests() => _directory.Changed += _changes.Add;

    [Fact]
    public void Take_WhenAnnouncementsComeInOrder_ShouldFollowThem()
    {
        Read("a", 3, ("user:b1", 2));
        Assert.True(_directory.Take("a", 4, 2, [new("user:b2", 1)]));
        Assert.True(_directory.Take("a", 5, 1, [new("user:b1", 0)]));
        Assert.Equal((0, 1), (_directory.CountOf("user:b1"), _directory.CountOf("user:b2")));
        Assert.Equal(["user:b1", "user:b2", "user:b1"], _changes.Select(c => c.Group));
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(5, 3)]
    public void Take_WhenOneWasMissedOrTheCountIsWrong_ShouldAskToReadAnew(long number, int groupCount)
    {
        Read("a", 4, ("user:b1", 1));
        Assert.False(_directory.Take("a", number, groupCount, [new("user:b2", 1)]));
        Assert.False(_directory.Take("unknown", 1, 0, []));
    }

    [Fact]
    public void Take_WhenItIsOlderThanWhatWasRead_ShouldBeLeftOut()
    {
        Read("a", 4, ("user:b1", 1));
        Assert.True(_directory.Take("a", 3, 9, [new("user:b1", 0)]));
        Assert.Equal(1, _directory.CountOf("user:b1"));
    }

    [Fact]
    public void Remove_WhenANodeIsGone_ShouldTellOfWhomNobodyHasAConnectionAnyMore()
    {
        Read("a", 1, ("user:b1", 1), ("user:b2", 1));
        Read("b", 1, ("user:b2", 1));
        _changes.Clear();
        _directory.Remove("a");
        Assert.Equal([new GroupChange("user:b1", IsLost: true)], _changes);
        Assert.Equal(["b"], _directory.NodesOf(["user:b1", "user:b2"]));
    }

    [Fact]
    public void Frames_WhenWrittenAndRead_ShouldBeTheSame()
    {
        PushFrame[] frames =
        [
            new(["user:b1", "watchers"], new PushPlace(7, 300, IsChange: true), FollowsOwn: true, "{\"type\":1}\u001e"u8.ToArray()),
            new(["user:商户"], new PushPlace(7, 300, IsChange: false), FollowsOwn: false, Array.Empty<byte>()),
            new([], null, FollowsOwn: false, new byte[] { 1 }),
        ];
        var bytes = NodeFormat.Write(writer => Array.ForEach(frames, f => f.Write(writer)));
        using var reader = NodeFormat.Read(bytes)!;
        foreach (var frame in frames)
        {
            var read = PushFrame.Read(reader);
            Assert.Equal(frame.Groups, read.Groups);
            Assert.Equal((frame.Place, frame.FollowsOwn), (read.Place, read.FollowsOwn));
            Assert.Equal(frame.Message.ToArray(), read.Message.ToArray());
        }

        bytes[0] = 9;
        Assert.Null(NodeFormat.Read(bytes));
        var announcement = new Announcement("a-1", 70_000, 3, IsLeaving: true, [new("user:b1", 2)]);
        Assert.Equal(announcement.Changes, Announcement.Read(announcement.Write())!.Changes);
    }

    private void Read(string node, long number, params (string Group, int Count)[] counts) =>
        _directory.Replace(node, number, counts.ToDictionary(c => c.Group, c => c.Count));
}
