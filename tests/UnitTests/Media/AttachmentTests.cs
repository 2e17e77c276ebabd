using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Messages;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Media;

public class AttachmentTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static Attachment Create(string name = "a.png", PictureSize? picture = null, int? durationMs = null, DateTimeOffset? now = null)
    {
        var file = FileName.From(name);
        return Attachment.Create(
            UserFactory.BuyerId,
            file,
            FileFormat.OfExtension(file.Extension)!,
            10,
            picture,
            durationMs,
            Key,
            now ?? Times.Start
        );
    }

    private static Attachment TakenByAMessage() => Restore(messageId: new MessageId(5));

    private static Attachment Restore(MessageId? messageId = null, DateTimeOffset? withdrawnAt = null) =>
        Attachment.Restore(
            new AttachmentId(1),
            UserFactory.BuyerId,
            AttachmentKind.Image,
            "a.png",
            "image/png",
            10,
            $"2026/11/25/{Key}",
            true,
            1,
            1,
            null,
            messageId,
            null,
            withdrawnAt,
            false,
            null,
            Times.Start
        );

    [Fact]
    public void Create_WhenAPicture_ShouldLieInTheFolderOfItsDayWithAThumbnail()
    {
        var attachment = Create(
            "报价 单.png",
            new PictureSize(30, 40),
            durationMs: 5,
            now: new DateTimeOffset(2026, 1, 2, 1, 0, 0, TimeSpan.FromHours(8))
        );

        // The day is that of UTC, whatever the machine's.
        Assert.Equal($"uploads/2026/01/01/{Key}/报价 单.png", attachment.Path);
        Assert.Equal($"uploads/2026/01/01/{Key}/报价 单.png.thumbnail.webp", attachment.ThumbnailPath);
        Assert.Equal($"avatars/2026/01/01/{Key}/avatar.webp", attachment.AvatarPath);
        Assert.Equal([$"uploads/2026/01/01/{Key}", $"avatars/2026/01/01/{Key}"], attachment.Folders);
        Assert.Equal(Attachment.MaxFolderLength, attachment.Folder.Length);
        Assert.Equal(
            (AttachmentKind.Image, "image/png", 30, 40, null),
            (attachment.Kind, attachment.ContentType, attachment.Width, attachment.Height, attachment.DurationMs)
        );
    }

    [Theory]
    [InlineData("a.mp3", AttachmentKind.Audio, 5)]
    [InlineData("a.pdf", AttachmentKind.Document, null)]
    public void Create_WhenNoPicture_ShouldHaveADurationIfItIsASound(string name, AttachmentKind kind, int? durationMs)
    {
        var attachment = Create(name, durationMs: 5);

        Assert.Equal(
            (kind, durationMs, null, false),
            (attachment.Kind, attachment.DurationMs, attachment.ThumbnailPath, attachment.HasThumbnail)
        );
    }

    [Theory]
    [InlineData("a.png", MessageType.Image)]
    [InlineData("a.pdf", MessageType.File)]
    [InlineData("a.mp3", MessageType.Voice)]
    public void MayGoInto_WhenFree_ShouldTakeItsOwnTypeAlone(string name, MessageType type)
    {
        foreach (var other in Enum.GetValues<MessageType>())
        {
            var allowed = Create(name).MayGoInto(UserFactory.BuyerId, other);
            Assert.Equal(other == type, allowed.IsSuccess);
            if (!allowed.IsSuccess)
                Assert.Same(MediaErrors.OfAnotherKind, allowed.Error);
        }
    }

    [Fact]
    public void MayGoInto_WhenAnothersOrTakenOrWithdrawn_ShouldNotExist()
    {
        Assert.Same(MediaErrors.AttachmentNotFound, Create().MayGoInto(UserFactory.MerchantId, MessageType.Image).Error);
        Assert.Same(MediaErrors.AttachmentNotFound, TakenByAMessage().MayGoInto(UserFactory.BuyerId, MessageType.Image).Error);
        Assert.Same(
            MediaErrors.AttachmentNotFound,
            Restore(withdrawnAt: Times.Start).MayGoInto(UserFactory.BuyerId, MessageType.Image).Error
        );
        var avatar = Create();
        avatar.BecomeAvatar(UserFactory.BuyerId, UserFactory.BuyerId);
        Assert.Same(MediaErrors.AttachmentNotFound, avatar.MayGoInto(UserFactory.BuyerId, MessageType.Image).Error);
    }

    [Fact]
    public void BecomeAvatar_WhenDoneAgain_ShouldChangeNothing()
    {
        var attachment = Create();

        Assert.True(attachment.BecomeAvatar(UserFactory.MerchantId, UserFactory.BuyerId).IsSuccess);
        Assert.True(attachment.BecomeAvatar(UserFactory.MerchantId, UserFactory.BuyerId).IsSuccess);
        Assert.Same(MediaErrors.AvatarNotFound, attachment.BecomeAvatar(UserFactory.PlatformId, UserFactory.BuyerId).Error);
        Assert.Equal(UserFactory.MerchantId, attachment.AvatarOf);
    }

    [Fact]
    public void BecomeAvatar_WhenItMayNot_ShouldSayWhy()
    {
        Assert.Same(MediaErrors.AvatarNoPicture, Create("a.pdf").BecomeAvatar(UserFactory.BuyerId, UserFactory.BuyerId).Error);
        Assert.Same(MediaErrors.AvatarNotFound, Create().BecomeAvatar(UserFactory.BuyerId, UserFactory.MerchantId).Error);
        Assert.Same(MediaErrors.AvatarNotFound, TakenByAMessage().BecomeAvatar(UserFactory.BuyerId, UserFactory.BuyerId).Error);
        Assert.Same(
            MediaErrors.AvatarNotFound,
            Restore(withdrawnAt: Times.Start).BecomeAvatar(UserFactory.BuyerId, UserFactory.BuyerId).Error
        );
    }

    [Fact]
    public void Message_WhenItGoesAndComesBack_ShouldTakeItsFileAlong()
    {
        var conversation = ConversationFactory.Create();
        var file = Attachment.Restore(
            new AttachmentId(1),
            UserFactory.BuyerId,
            AttachmentKind.Image,
            "a.png",
            "image/png",
            10,
            $"2026/11/25/{Key}",
            true,
            1,
            1,
            null,
            null,
            null,
            null,
            false,
            null,
            Times.Start
        );
        var posted = conversation
            .Post(
                new MessageId(5),
                UserFactory.BuyerId,
                MessageFactory.Draft(type: MessageType.Image, attachmentId: 1),
                null,
                file,
                Times.Start
            )
            .Value;
        Assert.Equal((new MessageId(5), null, false), (file.MessageId, file.WithdrawnAt, file.IsKept));

        Assert.True(conversation.TakeDown(posted.Message, file, Times.Start, MessageLog.Empty).IsSuccess);
        file.Seal(Times.Start);
        Assert.Equal((Times.Start, true), (file.WithdrawnAt, file.IsKept));

        Assert.True(conversation.BringBack(posted.Message, "words", null, file, MessageLog.Empty).IsSuccess);
        Assert.Equal((null, false, null), (file.WithdrawnAt, file.IsKept, file.SealedAt));

        Assert.True(
            conversation.Recall(posted.Message, file, UserFactory.BuyerId, TimeSpan.FromMinutes(2), Times.Start, MessageLog.Empty).IsSuccess
        );
        Assert.True(conversation.TakeDown(posted.Message, file, Times.Start.AddHours(1), MessageLog.Empty).IsSuccess);
        // What its sender took back is kept for nobody.
        Assert.Equal((Times.Start, false), (file.WithdrawnAt, file.IsKept));
    }
}
