using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Identity;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Identity;

public class PasswordServiceTests
{
    private static readonly PasswordService Passwords = new();

    [Theory]
    [InlineData("12345678", true)]
    [InlineData("password", true)]
    [InlineData("PassWord", true)]
    [InlineData("q3jv8-lantern", false)]
    public void IsCommon_WhenEverybodyTriesItFirst_ShouldBeTrueInAnyCase(string password, bool expected) => Assert.Equal(expected, Passwords.IsCommon(password));

    [Fact]
    public void Verify_WhenThereIsNobody_ShouldBeFalse() => Assert.False(Passwords.Verify(null, "anything"));

    [Fact]
    public void Verify_WhenThereIsNoPassword_ShouldBeFalse() => Assert.False(Passwords.Verify(UserFactory.Create(), "anything"));

    [Theory]
    [InlineData("correct horse", UserStatus.Active, true)]
    [InlineData("Correct horse", UserStatus.Active, false)]
    [InlineData("", UserStatus.Active, false)]
    [InlineData("correct horse", UserStatus.Disabled, false)]
    [InlineData("correct horse", UserStatus.Deleted, false)]
    public void Verify_WhenThereIsOne_ShouldTakeTheRightPasswordOfAnActiveUser(string password, UserStatus status, bool expected) =>
        Assert.Equal(expected, Passwords.Verify(UserFactory.Create(status: status, passwordHash: Passwords.Hash("correct horse")), password));

    [Fact]
    public void Hash_WhenHashedTwice_ShouldBeSaltedAndHideThePassword()
    {
        var hash = Passwords.Hash("correct horse");

        Assert.NotEqual(hash, Passwords.Hash("correct horse"));
        Assert.DoesNotContain("correct horse", hash, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_WhenCalled_ShouldBeSixteenUnambiguousCharactersAndNeverTheSame()
    {
        var generated = Enumerable.Range(0, 100).Select(_ => Passwords.Generate()).ToList();

        Assert.Distinct(generated);
        Assert.All(generated, password => Assert.Matches("^[a-zA-Z2-9-[iloILO]]{16}$", password));
    }
}
