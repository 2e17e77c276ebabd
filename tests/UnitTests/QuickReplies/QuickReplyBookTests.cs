using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.QuickReplies;

public class QuickReplyBookTests
{
    private readonly QuickReplyBook _book = new(UserFactory.BuyerId, []);

    [Fact]
    public void Add_WhenAGroupIsFull_ShouldRefuseTheEleventhOfItAlone()
    {
        for (var i = 0; i < QuickReplyBook.MaxPerGroup; i++)
            Assert.Equal(i + 1, _book.Add($"reply {i}", null, null, Times.Start).Value.SortOrder);

        Assert.Same(QuickReplyErrors.GroupFull, _book.Add("one more", null, null, Times.Start).Error);
        Assert.True(_book.Add("elsewhere", null, "other", Times.Start).IsSuccess);
    }

    [Fact]
    public void Add_WhenThereAreTenGroups_ShouldRefuseAnother()
    {
        for (var i = 0; i < QuickReplyBook.MaxGroups; i++)
            Assert.True(_book.Add("reply", null, $"group {i}", Times.Start).IsSuccess);

        Assert.Same(QuickReplyErrors.TooManyGroups, _book.Add("reply", null, "eleventh", Times.Start).Error);
    }

    [Fact]
    public void Add_WhenTheCodeIsTakenInEitherSizeOfLetters_ShouldRefuse()
    {
        Assert.True(_book.Add("reply", "hi", null, Times.Start).IsSuccess);

        Assert.Equal("QuickReply.CodeTaken", _book.Add("another", "HI", null, Times.Start).Error!.Name);
        Assert.Single(_book.Replies);
    }

    [Fact]
    public void Reorder_WhenOneIsMissingOrTwice_ShouldChangeNothing()
    {
        Assert.True(_book.Add("reply", null, null, Times.Start).IsSuccess);

        Assert.Same(QuickReplyErrors.OrderIncomplete, _book.Reorder([]).Error);
        Assert.Same(QuickReplyErrors.OrderIncomplete, _book.Reorder([new QuickReplyId(0), new QuickReplyId(0)]).Error);
        Assert.Same(QuickReplyErrors.OrderIncomplete, _book.Reorder([new QuickReplyId(9)]).Error);
        Assert.Equal(1, Assert.Single(_book.Replies).SortOrder);
    }

    [Fact]
    public void Remove_WhenItIsNotTheOwners_ShouldNotBeFound() =>
        Assert.Same(QuickReplyErrors.NotFound, _book.Remove(new QuickReplyId(9)).Error);
}
