using LiveChat.Infrastructure.Media;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.UnitTests.Media;

public class MediaUrlsTests
{
    private static readonly MediaUrls Urls = new(new MediaSettings("https://chat.example", "/media", 1));

    [Theory]
    [InlineData("https://shop.example/b1.png", "https://shop.example/b1.png")]
    [InlineData("/media/avatars/1.png", "https://chat.example/media/avatars/1.png")]
    public void AvatarOf_WhenThereIsOne_ShouldBeACompleteUrl(string avatar, string expected) =>
        Assert.Equal(expected, Urls.AvatarOf("b1", "anna", avatar));

    [Fact]
    public void AvatarOf_WhenThereIsNone_ShouldBeTheDrawnOne() =>
        Assert.Equal($"https://chat.example{DrawnAvatar.PathOf("b1", "anna")}", Urls.AvatarOf("b1", "anna", null));
}
