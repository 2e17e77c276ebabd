using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users.SetUserStatus;

public sealed class SetUserStatusValidator : AbstractValidator<SetUserStatusCommand>
{
    public SetUserStatusValidator() => RuleFor(c => c.Status).NotEmpty().IsNameOf(UserStatus.Active, UserStatus.Disabled);
}
