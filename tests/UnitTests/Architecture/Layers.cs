using System.Reflection;

namespace LiveChat.UnitTests.Architecture;

internal static class Layers
{
    public static readonly Assembly Domain = typeof(LiveChat.Domain.Conversations.Conversation).Assembly;
    public static readonly Assembly Application = typeof(LiveChat.Application.DependencyInjection).Assembly;
    public static readonly Assembly Infrastructure = typeof(LiveChat.Infrastructure.DependencyInjection).Assembly;

    public static readonly IReadOnlyList<Assembly> All = [Domain, Application, Infrastructure];

    public static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(r => r.Name!);
}
