using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Presence.WatchPresence;

public sealed class WatchPresenceValidator : AbstractValidator<WatchPresenceQuery>
{
    public WatchPresenceValidator()
    {
        RuleFor(q => q.UserIds).NotNull();
        RuleFor(q => q.UserIds)
            .Must(ids => ids is null || ids.Count <= WatchPresenceQuery.MaxUsers)
            .WithMessage(_ => ErrorText.Of("Validation.TooMany", WatchPresenceQuery.MaxUsers));
    }
}
