using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Cards;
using LiveChat.Domain.Common;

namespace LiveChat.Application.Cards.SetCard;

public sealed class SetCardValidator : AbstractValidator<SetCardCommand>
{
    public SetCardValidator()
    {
        RuleFor(c => c.Note)
            .Must(note => note is null || note.TrimEnd().Length <= Card.MaxNoteLength)
            .WithMessage(_ => ErrorText.Of("Validation.ContentTooLong", Card.MaxNoteLength))
            .IsEmptyOrVisible();
        RuleFor(c => c.Tags)
            .Must(tags => tags is null || (tags.Count <= Card.MaxTags && tags.All(t => t?.Trim().Length is >= 1 and <= Card.MaxTagLength && VisibleText.IsIn(t))))
            .WithMessage(_ => ErrorText.Of("Validation.Tags", Card.MaxTags, Card.MaxTagLength));
    }
}
