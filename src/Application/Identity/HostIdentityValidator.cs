using FluentValidation;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Identity;

/// <summary>Validates the claims of a host site's token. Failures carry the names of the claims.</summary>
public sealed class HostIdentityValidator : AbstractValidator<HostIdentity>
{
    public HostIdentityValidator()
    {
        RuleFor(i => i.Subject).NotEmpty().IsUserId().OverridePropertyName("sub");
        RuleFor(i => i.Name).IsUsername().IsText();
        RuleFor(i => i.Avatar).MaximumLength(User.MaxAvatarLength).IsHttpsUrl().IsText();
        RuleFor(i => i.Role).IsNameOf<HostIdentity, UserRole>();
    }

    /// <returns>Null when the claims are valid.</returns>
    public ValidationError? Check(HostIdentity identity)
    {
        var failures = Validate(identity).Errors;
        return failures.Count == 0
            ? null
            : new ValidationError(failures.GroupBy(f => FieldNames.OfPath(f.PropertyName)).ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).Distinct().ToArray()));
    }
}
