using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Messages;

public class SendMessageValidatorTests
{
    private static readonly SendMessageValidator Validator = new();

    [Theory]
    [InlineData(1, true)]
    [InlineData(Message.MaxContentLength, true)]
    [InlineData(Message.MaxContentLength + 1, false)]
    public void Validate_WhenText_ShouldLimitItsLength(int length, bool isValid) =>
        Assert.Equal(isValid ? [] : ["content"], MessageFactory.Command(content: new string('药', length)).FieldsRefusedBy(Validator));

    [Fact]
    public void Validate_WhenOnlyTrailingSpaceExceedsTheLimit_ShouldAccept() =>
        Assert.Empty(MessageFactory.Command(content: new string('x', Message.MaxContentLength) + " \n\t").FieldsRefusedBy(Validator));

    [Fact]
    public void Validate_WhenLeadingSpaceExceedsTheLimit_ShouldRefuse() =>
        Assert.Equal(
            ["content"],
            MessageFactory.Command(content: " " + new string('x', Message.MaxContentLength)).FieldsRefusedBy(Validator)
        );

    [Fact]
    public void Validate_WhenPairsAreUsed_ShouldCountUtf16Units() =>
        Assert.Equal(
            ["content"],
            MessageFactory.Command(content: string.Concat(Enumerable.Repeat("👋", 2500)) + "x").FieldsRefusedBy(Validator)
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\u3000")]
    public void Validate_WhenTextIsBlank_ShouldRefuse(string? content) =>
        Assert.Equal(["content"], MessageFactory.Command(content: content).FieldsRefusedBy(Validator));

    [Theory]
    [InlineData("image")]
    [InlineData("file")]
    [InlineData("voice")]
    public void Validate_WhenCaptioned_ShouldLimitTheCaptionAndAllowNone(string type)
    {
        Assert.Empty(MessageFactory.Command(type: type, content: null, attachmentId: 1).FieldsRefusedBy(Validator));
        Assert.Empty(MessageFactory.Command(type: type, content: "", attachmentId: 1).FieldsRefusedBy(Validator));
        Assert.Empty(
            MessageFactory
                .Command(type: type, content: new string('x', Message.MaxCaptionLength) + " ", attachmentId: 1)
                .FieldsRefusedBy(Validator)
        );
        Assert.Equal(
            ["content"],
            MessageFactory
                .Command(type: type, content: new string('x', Message.MaxCaptionLength + 1), attachmentId: 1)
                .FieldsRefusedBy(Validator)
        );
    }

    [Theory]
    [InlineData("image")]
    [InlineData("file")]
    [InlineData("voice")]
    public void Validate_WhenTheAttachmentIsMissing_ShouldRefuse(string type) =>
        Assert.Equal(["attachment_id"], MessageFactory.Command(type: type).FieldsRefusedBy(Validator));

    [Fact]
    public void Validate_WhenTextHasAnAttachment_ShouldRefuse() =>
        Assert.Equal(["attachment_id"], MessageFactory.Command(attachmentId: 1).FieldsRefusedBy(Validator));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("order")]
    [InlineData("system")]
    [InlineData("Text")]
    [InlineData("1")]
    [InlineData("sticker")]
    public void Validate_WhenMembersSendNoSuchType_ShouldRefuseTheTypeAlone(string? type) =>
        Assert.Equal(["type"], MessageFactory.Command(type: type, content: new string('x', 6000)).FieldsRefusedBy(Validator));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no spaces")]
    public void Validate_WhenTheClientMessageIdIsMissingOrMalformed_ShouldRefuse(string? id) =>
        Assert.Equal(["client_message_id"], MessageFactory.Command(clientMessageId: id).FieldsRefusedBy(Validator));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Validate_WhenTheClientMessageIdIsLong_ShouldLimitIt(int length, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["client_message_id"],
            MessageFactory.Command(clientMessageId: new string('x', length)).FieldsRefusedBy(Validator)
        );

    [Fact]
    public void Validate_WhenTheTypeIsWrong_ShouldListThoseThatMembersSend()
    {
        using var _ = new CultureScope("en");

        Assert.Equal(
            "Must be one of: text, image, file, voice.",
            Validator.Validate(MessageFactory.Command(type: "order")).Errors.Single().ErrorMessage
        );
    }
}
