namespace LiveChat.UnitTests.Common;

public class AddressBlockTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData(null, "")]
    public void Of_WhenAsked_ShouldTakeAnIPv6NetworkForOneAddress(string? address, string expected) =>
        Assert.Equal(expected, AddressBlock.Of(address));
}
