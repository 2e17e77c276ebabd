namespace LiveChat.Application.Identity;

public interface IPasswordService
{
    /// <summary>Hashes a password. That takes long, so hashes are computed in turns.</summary>
    /// <param name="onBehalfOf">A user's id, or an address where nobody is signed in. Each has its own queue.</param>
    /// <exception cref="TooMuchAtOnceException">Too much waits already.</exception>
    Task<string> HashAsync(string password, string onBehalfOf, CancellationToken cancellationToken);

    /// <summary>Checks a password. It takes as long without a stored hash as with one, so that the time reveals nothing.</summary>
    /// <inheritdoc cref="HashAsync"/>
    Task<bool> VerifyAsync(User? user, string password, string onBehalfOf, CancellationToken cancellationToken);

    /// <summary>True for a password from the list of common ones.</summary>
    bool IsCommon(string password);

    /// <summary>A generated password, easy to type: 16 unambiguous characters.</summary>
    string Generate();
}

public static class PasswordRules
{
    public const int MinLength = 8;

    /// <summary>The limit bounds the work of hashing.</summary>
    public const int MaxLength = 200;

    /// <summary>A password that a user may choose: 8 to 200 characters, and not a common one.</summary>
    public static IRuleBuilderOptions<T, string?> IsNewPassword<T>(this IRuleBuilder<T, string?> rule, IPasswordService passwords) =>
        rule.NotEmpty()
            .Length(MinLength, MaxLength)
            .Must(password => password is null || !passwords.IsCommon(password))
            .WithMessage(_ => LocalizedText.Of("Validation.CommonPassword"));
}

/// <summary>
/// The limit of guessing a password or a code by somebody who is signed in. Whatever others do at the same address does not matter.
/// </summary>
internal static class PasswordGuesses
{
    /// <param name="wrong">The error of a wrong guess; others about the same field count too.</param>
    public static IReadOnlyList<OutcomeLimit> LimitsOf(Actor actor, Error wrong) =>
        [
            new(
                LimitKind.LoginFailures,
                $"{AddressBlock.Of(actor.Address)} {actor.UserId}",
                result => result.Error is { Field: { } field } && field == wrong.Field
            ),
        ];
}
