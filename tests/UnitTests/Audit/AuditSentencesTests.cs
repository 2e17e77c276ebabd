using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Audit;

public class AuditSentencesTests
{
    public static TheoryData<AuditFactKind> Kinds => [.. Enum.GetValues<AuditFactKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_WhenAnyFact_ShouldBeASentenceInBothLanguages(AuditFactKind kind)
    {
        string[] values = kind switch
        {
            AuditFactKind.Created => [nameof(UserRole.Merchant), "shop", "x"],
            AuditFactKind.RoleChanged => [nameof(UserRole.Buyer), nameof(UserRole.Platform)],
            AuditFactKind.TypeSought => [nameof(MessageType.Image)],
            AuditFactKind.ExportOf => ["users", "2"],
            AuditFactKind.FilterSought => ["role", "buyer"],
            AuditFactKind.Note => ["what was written"],
            _ => ["one", "two", "three"],
        };

        var (chinese, english) = (In("zh-CN", new AuditFact(kind, values)), In("en", new AuditFact(kind, values)));

        Assert.All([chinese, english], text => Assert.DoesNotContain("{", text, StringComparison.Ordinal));
        if (kind == AuditFactKind.Note)
        {
            Assert.Equal(("what was written", "what was written"), (chinese, english));
            return;
        }

        Assert.Matches(@"^.*\p{IsCJKUnifiedIdeographs}.*。$", chinese);
        Assert.Matches(@"^[A-Z][^\p{IsCJKUnifiedIdeographs}]*\.$", english);
    }

    [Fact]
    public void Of_WhenThereAreSeveral_ShouldSayOneAfterTheOther() =>
        Assert.Equal(
            "Changed the role from buyer to platform support. Changed the avatar.",
            In("en", new AuditFact(AuditFactKind.RoleChanged, "Buyer", "Platform"), new AuditFact(AuditFactKind.AvatarChanged))
        );

    [Theory]
    [InlineData("role")]
    [InlineData("status")]
    [InlineData("ids")]
    [InlineData("user_id")]
    [InlineData("unread")]
    [InlineData("unanswered")]
    [InlineData("waiting")]
    [InlineData("online")]
    [InlineData("done")]
    [InlineData("snoozed")]
    [InlineData("actor")]
    [InlineData("action")]
    [InlineData("target")]
    [InlineData("target_type")]
    public void Of_WhenAFilterIsSought_ShouldNameItInBothLanguages(string filter)
    {
        var fact = new AuditFact(AuditFactKind.FilterSought, filter, "7");

        Assert.Matches(
            @"^条件：\p{IsCJKUnifiedIdeographs}+.* = 7。$",
            In("zh-CN", fact).Replace("ID", "", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal)
        );
        Assert.Matches("^Where [a-z ]+ is 7\\.$", In("en", fact));
    }

    private static string In(string culture, params AuditFact[] facts)
    {
        using var _ = new CultureScope(culture);
        return AuditSentences.Of(facts);
    }
}
