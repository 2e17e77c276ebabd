using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Work;
using LiveChat.UnitTests.Users;
using Microsoft.AspNetCore.Identity;

namespace LiveChat.UnitTests.Identity;

public class PasswordServiceTests
{
    private static readonly PasswordService Passwords = new(new CostlyWork());

    [Theory]
    [InlineData("12345678", true)]
    [InlineData("password", true)]
    [InlineData("PassWord", true)]
    [InlineData("q3jv8-lantern", false)]
    public void IsCommon_WhenEverybodyTriesItFirst_ShouldBeTrueInAnyCase(string password, bool expected) =>
        Assert.Equal(expected, Passwords.IsCommon(password));

    [Fact]
    public async Task Verify_WhenThereIsNobody_ShouldBeFalse() => Assert.False(await VerifyAsync(null, "anything"));

    [Fact]
    public async Task Verify_WhenThereIsNoPassword_ShouldBeFalse() => Assert.False(await VerifyAsync(UserFactory.Create(), "anything"));

    [Theory]
    [InlineData("correct horse", UserStatus.Active, true)]
    [InlineData("Correct horse", UserStatus.Active, false)]
    [InlineData("", UserStatus.Active, false)]
    [InlineData("correct horse", UserStatus.Disabled, false)]
    [InlineData("correct horse", UserStatus.Deleted, false)]
    public async Task Verify_WhenThereIsOne_ShouldTakeTheRightPasswordOfAnActiveUser(string password, UserStatus status, bool expected) =>
        Assert.Equal(
            expected,
            await VerifyAsync(UserFactory.Create(status: status, passwordHash: await HashAsync("correct horse")), password)
        );

    [Theory]
    [InlineData("mot de passe d'été", "mot de passe d'e\u0301te\u0301")]
    [InlineData("비밀번호 1234", "\u1107\u1175\u1106\u1175\u11AF\u1107\u1165\u11AB\u1112\u1169 1234")]
    public async Task Verify_WhenTheKeyboardWritesOtherwise_ShouldTakeItForTheSame(string composed, string decomposed)
    {
        foreach (
            var (hashed, typed) in new[] { (composed, decomposed), (decomposed, composed), (composed, composed), (decomposed, decomposed) }
        )
        {
            Assert.True(await VerifyAsync(UserFactory.Create(passwordHash: await HashAsync(hashed)), typed));
            // As earlier versions hashed it.
            Assert.True(await VerifyAsync(UserFactory.Create(passwordHash: new PasswordHasher<User>().HashPassword(null!, hashed)), typed));
        }
    }

    [Fact]
    public async Task Hash_WhenHashedTwice_ShouldBeSaltedAndHideThePassword()
    {
        var hash = await HashAsync("correct horse");

        Assert.NotEqual(hash, await HashAsync("correct horse"));
        Assert.DoesNotContain("correct horse", hash, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_WhenCalled_ShouldBeSixteenUnambiguousCharactersAndNeverTheSame()
    {
        var generated = Enumerable.Range(0, 100).Select(_ => Passwords.Generate()).ToList();

        Assert.Distinct(generated);
        Assert.All(generated, password => Assert.Matches("^[a-zA-Z2-9-[iloILO]]{16}$", password));
    }

    private static Task<string> HashAsync(string password) => Passwords.HashAsync(password, "", CancellationToken.None);

    private static Task<bool> VerifyAsync(User? user, string password) => Passwords.VerifyAsync(user, password, "", CancellationToken.None);
}
