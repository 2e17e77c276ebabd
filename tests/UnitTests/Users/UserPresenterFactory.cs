using MapsterMapper;
using NSubstitute;

namespace LiveChat.UnitTests.Users;

internal static class UserPresenterFactory
{
    private static readonly Mapper Mapper = new(LiveChat.Application.DependencyInjection.CreateMapping());

    public static UserPresenter Create(IPresence? presence = null)
    {
        var mediaUrls = Substitute.For<IMediaUrls>();
        mediaUrls
            .AvatarOf(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<string?>())
            .Returns(call => $"http://localhost:8000/{call.ArgAt<string>(0)}/{call.ArgAt<string?>(2) ?? "drawn"}");
        return new UserPresenter(Mapper, presence ?? Substitute.For<IPresence>(), mediaUrls);
    }
}
