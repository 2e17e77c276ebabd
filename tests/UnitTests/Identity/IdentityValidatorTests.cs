using LiveChat.UnitTests.Common;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class IdentityValidatorTests
{
    private static readonly ClientInfo Client = new(null, null);

    private readonly IPasswordService _passwords = Substitute.For<IPasswordService>();

    private IReadOnlyList<string> RefusedAdmin(string? id = "root", string? username = "Root", string? password = "long password") =>
        new CreateAdminCommand(id, username, password).FieldsRefusedBy(new CreateAdminValidator(_passwords));

    [Theory]
    [InlineData(null, "x", "username")]
    [InlineData("", "x", "username")]
    [InlineData("x", null, "password")]
    [InlineData("x", "", "password")]
    public void Login_WhenSomethingIsMissing_ShouldRefuseIt(string? username, string? password, string field) =>
        Assert.Equal([field], new LoginCommand(username, password, Client).FieldsRefusedBy(new LoginValidator()));

    [Fact]
    public void Login_WhenInputIsLong_ShouldLimitIt()
    {
        Assert.Empty(new LoginCommand(new string('x', 200), new string('x', 200), Client).FieldsRefusedBy(new LoginValidator()));
        Assert.Equal(
            ["password", "username"],
            new LoginCommand(new string('x', 201), new string('x', 201), Client).FieldsRefusedBy(new LoginValidator())
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void SignInDemo_WhenTheIdIsMissing_ShouldRefuseIt(string? id) =>
        Assert.Equal(["user_id"], new SignInDemoCommand(id, Client).FieldsRefusedBy(new SignInDemoValidator()));

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void SetPassword_WhenCounted_ShouldBeEightToTwoHundred(int length, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["password"],
            new SetPasswordCommand(null, "b1", new string('x', length)).FieldsRefusedBy(new SetPasswordValidator(_passwords))
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("          ")]
    public void SetPassword_WhenBlank_ShouldRefuse(string? password) =>
        Assert.Equal(["password"], new SetPasswordCommand(null, "b1", password).FieldsRefusedBy(new SetPasswordValidator(_passwords)));

    [Fact]
    public void SetPassword_WhenCommon_ShouldSayThat()
    {
        using var _ = new CultureScope("en");
        _passwords.IsCommon("password123").Returns(true);

        var failure = Assert.Single(
            new SetPasswordValidator(_passwords).Validate(new SetPasswordCommand(null, "b1", "password123")).Errors
        );

        Assert.StartsWith("This password is too common", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateAdmin_WhenComplete_ShouldAccept() => Assert.Empty(RefusedAdmin());

    [Fact]
    public void CreateAdmin_WhenSomethingIsWrong_ShouldRefuseThat()
    {
        _passwords.IsCommon("password").Returns(true);

        Assert.Equal(["id"], RefusedAdmin(id: null));
        Assert.Equal(["id"], RefusedAdmin(id: "me"));
        Assert.Equal(["username"], RefusedAdmin(username: " "));
        Assert.Equal(["username"], RefusedAdmin(username: new string('x', 51)));
        Assert.Equal(["password"], RefusedAdmin(password: "short"));
        Assert.Equal(["password"], RefusedAdmin(password: "password"));
    }
}
