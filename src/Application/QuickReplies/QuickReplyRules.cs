using FluentValidation;
using LiveChat.Domain.QuickReplies;

namespace LiveChat.Application.QuickReplies;

public static class QuickReplyRules
{
    /// <summary>1 to 200 characters once trailing white space is trimmed.</summary>
    public static IRuleBuilderOptions<T, string?> IsQuickReply<T>(this IRuleBuilder<T, string?> rule) => rule
        .NotEmpty()
        .Must(content => content is null || content.TrimEnd().Length <= QuickReply.MaxContentLength)
        .WithMessage(_ => Common.ErrorText.Of("Validation.ContentTooLong", QuickReply.MaxContentLength));
}
