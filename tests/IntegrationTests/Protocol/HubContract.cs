using System.Reflection;
using LiveChat.Infrastructure.Notifications;
using LiveChat.WebApi.Hubs;

namespace LiveChat.IntegrationTests.Support;

/// <summary>The names that clients know the hub by.</summary>
internal static class HubNames
{
    public static IReadOnlyList<string> Methods { get; } =
    [
        .. typeof(ChatHub)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType == typeof(ChatHub))
            .Select(m => m.Name),
    ];

    public static IReadOnlyList<string> Events { get; } = [.. typeof(IChatClient).GetMethods().Select(m => m.Name)];
}
