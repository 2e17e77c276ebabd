using System.Reflection;

namespace LiveChat.Infrastructure.Operations;

/// <summary>The version of this server.</summary>
public static class ServerVersion
{
    public static string Text { get; } =
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
