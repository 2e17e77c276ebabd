using LiveChat.Infrastructure.Settings;

namespace LiveChat.WebApi.Configuration;

/// <summary>The settings that say how much of something is too much: the last ones of <see cref="DeclaredSettings"/>.</summary>
internal static class DeclaredLimits
{
    private static readonly List<Setting> Declared = [];

    public static IReadOnlyList<Setting> All => Declared;

    public static readonly Setting<bool> LimitsEnabled = Declare(
        new Setting<bool>("Limits:Enabled", "true", SettingText.Flag)
        {
            Description =
                "Limits, as count/seconds: failed sign-ins of one account from one address, and of one address (an IPv6 /64 is one address; tokens of host sites and sessions that stand are never refused by it); accounts made and successful sign-ins with a password from one address; messages, typing, new conversations and uploads of one user.",
        }
    );

    public static readonly Setting<Limit> LoginFailures = DeclareLimit("LoginFailures", "5/900");
    public static readonly Setting<Limit> LoginFailuresPerAddress = DeclareLimit("LoginFailuresPerAddress", "50/900");
    public static readonly Setting<Limit> Registrations = DeclareLimit("Registrations", "10/3600");
    public static readonly Setting<Limit> SignIns = DeclareLimit("SignIns", "60/900");
    public static readonly Setting<Limit> Send = DeclareLimit("Send", "20/10");
    public static readonly Setting<Limit> Typing = DeclareLimit("Typing", "1/1");
    public static readonly Setting<Limit> NewConversations = DeclareLimit("NewConversations", "30/3600");
    public static readonly Setting<Limit> Upload = DeclareLimit("Upload", "120/3600");

    public static readonly Setting<int> Connections = Declare(
        new Setting<int>("Limits:Connections", "10", SettingText.Number(1, 100_000))
        {
            Description =
                "Open connections: of one user to the hub; of everybody together; and of those over which nobody is signed in, in all and from one address. When one more anonymous connection comes, the anonymous one that has waited longest gives way, so that there is always room for people who sign in. A proxy named above does not count as one address.",
        }
    );

    public static readonly Setting<int> ConnectionsInAll = Declare(
        new Setting<int>("Limits:ConnectionsInAll", "20000", SettingText.Number(10, 1_000_000))
    );

    public static readonly Setting<int> AnonymousConnections = Declare(
        new Setting<int>("Limits:AnonymousConnections", "2000", SettingText.Number(5, 1_000_000))
    );

    public static readonly Setting<int> AnonymousConnectionsPerAddress = Declare(
        new Setting<int>("Limits:AnonymousConnectionsPerAddress", "200", SettingText.Number(5, 1_000_000))
    );

    public static LimitSettings Read(SettingReader read) =>
        new(
            read.Read(LimitsEnabled),
            read.Read(LoginFailures),
            read.Read(LoginFailuresPerAddress),
            read.Read(Registrations),
            read.Read(SignIns),
            read.Read(Send),
            read.Read(Typing),
            read.Read(NewConversations),
            read.Read(Upload)
        )
        {
            Connections = read.Read(Connections),
            ConnectionsInAll = read.Read(ConnectionsInAll),
            AnonymousConnections = read.Read(AnonymousConnections),
            AnonymousConnectionsPerAddress = read.Read(AnonymousConnectionsPerAddress),
        };

    private static Setting<Limit> DeclareLimit(string name, string fallback) =>
        Declare(new Setting<Limit>($"Limits:{name}", fallback, Limit.Parse));

    private static TSetting Declare<TSetting>(TSetting setting)
        where TSetting : Setting
    {
        Declared.Add(setting);
        return setting;
    }
}
