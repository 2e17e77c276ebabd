using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Application.Uploads.AddUpload;

public sealed class AddUploadValidator : AbstractValidator<AddUploadCommand>
{
    public AddUploadValidator()
    {
        RuleFor(c => c.FileName)
            .Must(name => IsText(name) && FileName.CanBeSeen(name)).OverridePropertyName("File")
            .WithMessage(_ => ErrorText.Of(UploadErrors.NameUnusable));
        RuleFor(c => c.DurationMs)
            .InclusiveBetween(Attachment.MinDurationMs, Attachment.MaxDurationMs)
            .WithMessage(_ => ErrorText.Of(UploadErrors.DurationOutOfRange));
    }

    /// <summary>Whether a name contains neither U+0000 nor a lone surrogate, as all text must.</summary>
    private static bool IsText(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\0' || char.IsLowSurrogate(name[i]))
                return false;
            if (char.IsHighSurrogate(name[i]) && (++i == name.Length || !char.IsLowSurrogate(name[i])))
                return false;
        }

        return true;
    }
}
