using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.QuickReplies;

namespace LiveChat.Application.QuickReplies;

/// <summary>1 to 200 characters once trailing white space is trimmed; code and group are optional.</summary>
public sealed class QuickReplyRules<T> : AbstractValidator<T>
{
    public QuickReplyRules(Func<T, QuickReplyText> textOf)
    {
        RuleFor(c => textOf(c).Content).NotEmpty()
            .Must(content => content is null || content.TrimEnd().Length <= QuickReply.MaxContentLength)
            .WithMessage(_ => ErrorText.Of("Validation.ContentTooLong", QuickReply.MaxContentLength))
            .IsEmptyOrVisible()
            .OverridePropertyName(nameof(QuickReplyText.Content));
        RuleFor(c => textOf(c).Code)
            .Must(code => code?.Trim() is not { } text || (text.Length <= QuickReply.MaxCodeLength && !text.Any(c => char.IsWhiteSpace(c) || c is '/')))
            .WithMessage(_ => ErrorText.Of("Validation.QuickReplyCode", QuickReply.MaxCodeLength))
            .IsEmptyOrVisible()
            .OverridePropertyName(nameof(QuickReplyText.Code));
        RuleFor(c => textOf(c).Group)
            .Must(group => group is null || group.Trim().Length <= QuickReply.MaxGroupLength)
            .WithMessage(_ => ErrorText.Of("Validation.ContentTooLong", QuickReply.MaxGroupLength))
            .IsEmptyOrVisible()
            .OverridePropertyName(nameof(QuickReplyText.Group));
    }
}
