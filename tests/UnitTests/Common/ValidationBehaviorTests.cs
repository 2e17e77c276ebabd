using FluentValidation;
using LiveChat.Application;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.UnitTests.Common;

public class ValidationBehaviorTests
{
    private static readonly Result<ListResult<UserDto>> Answer = new ListResult<UserDto>(0, []);

    private bool _isHandled;

    public ValidationBehaviorTests() => new ServiceCollection().AddApplication();

    private Task<Result<ListResult<UserDto>>> Send(EnsureUsersCommand command, params IValidator<EnsureUsersCommand>[] validators) =>
        new ValidationBehavior<EnsureUsersCommand, Result<ListResult<UserDto>>>(validators).Handle(
            command,
            CancellationToken.None,
            () =>
            {
                _isHandled = true;
                return Task.FromResult(Answer);
            }
        );

    [Fact]
    public async Task Handle_WhenInputFits_ShouldPassItOn()
    {
        Assert.Same(
            Answer,
            await Send(new EnsureUsersCommand([new EnsuredUser("m9", "merchant", null, null, null)]), new EnsureUsersValidator())
        );
        Assert.True(_isHandled);
    }

    [Fact]
    public async Task Handle_WhenThereIsNoValidator_ShouldPassItOn() => Assert.Same(Answer, await Send(new EnsureUsersCommand(null)));

    [Fact]
    public async Task Handle_WhenInputDoesNotFit_ShouldNameTheFieldsAsTheWireDoes()
    {
        var fits = new EnsuredUser("m9", "merchant", null, null, null);

        var result = await Send(
            new EnsureUsersCommand([fits, fits, new EnsuredUser(null, "admin", null, "nowhere", null)]),
            new EnsureUsersValidator()
        );

        var error = Assert.IsType<ValidationError>(result.Error);
        Assert.Equal((ErrorKind.Validation, "Validation.Failed"), (error.Kind, error.Name));
        Assert.Equal(["users[2].avatar", "users[2].id", "users[2].role"], error.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(error.Errors.Values, Assert.NotEmpty);
        Assert.False(_isHandled);
    }

    [Fact]
    public async Task Handle_WhenSeveralValidatorsSayTheSame_ShouldSayItOnce()
    {
        var result = await Send(new EnsureUsersCommand(null), new EnsureUsersValidator(), new EnsureUsersValidator());

        Assert.Single(Assert.IsType<ValidationError>(result.Error).Errors["users"]);
    }

    [Theory]
    [InlineData("zh-CN", "只能是以下之一：buyer, merchant, platform。")]
    [InlineData("en", "Must be one of: buyer, merchant, platform.")]
    public async Task Handle_WhenALanguageIsAskedFor_ShouldSpeakIt(string culture, string expected)
    {
        using var _ = new CultureScope(culture);

        var result = await Send(new EnsureUsersCommand([new EnsuredUser("m9", "admin", null, null, null)]), new EnsureUsersValidator());

        Assert.Equal([expected], Assert.IsType<ValidationError>(result.Error).Errors["users[0].role"]);
    }

    [Theory]
    [InlineData("zh-CN", "不能为空。", "最多 500 个字符，现在是 501 个。")]
    [InlineData("en", "Must not be empty.", "Must be at most 500 characters long; this is 501.")]
    public async Task Handle_WhenTheRuleIsOfTheLibrary_ShouldSpeakTheLanguageTooAndNameNoProperty(
        string culture,
        string empty,
        string tooLong
    )
    {
        using var _ = new CultureScope(culture);

        var result = await Send(
            new EnsureUsersCommand([new EnsuredUser("", "buyer", null, null, new string('d', 501))]),
            new EnsureUsersValidator()
        );

        var errors = Assert.IsType<ValidationError>(result.Error).Errors;
        Assert.Equal((empty, tooLong), (errors["users[0].id"][0], errors["users[0].description"].Single()));
    }

    [Theory]
    [InlineData("ClientMessageId", "client_message_id")]
    [InlineData("Users[12].Id", "users[12].id")]
    [InlineData("page_size", "page_size")]
    [InlineData("Sequence", "sequence")]
    public void OfPath_WhenNested_ShouldSpellEachPart(string path, string expected) => Assert.Equal(expected, FieldNames.OfPath(path));
}
