using System.Reflection;
using System.Text;
using LiveChat.Infrastructure.Notifications;
using LiveChat.IntegrationTests.Support;
using LiveChat.WebApi.Hubs;

namespace LiveChat.IntegrationTests.Protocol;

/// <summary>What clients and the hub call each other by, read from the code of the server.</summary>
public static class HubContract
{
    private static readonly IReadOnlyList<MethodInfo> MethodInfos =
    [
        .. typeof(ChatHub)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType == typeof(ChatHub)),
    ];

    private static readonly IReadOnlyList<MethodInfo> EventInfos = typeof(IChatClient).GetMethods();

    public static IReadOnlyList<string> Methods { get; } = [.. MethodInfos.Select(m => m.Name)];

    public static IReadOnlyList<string> Events { get; } = [.. EventInfos.Select(m => m.Name)];

    /// <summary>The web client's copy, from which its compiler knows what may be called and listened to.</summary>
    public static string TypeScriptFile { get; } = Path.Combine(Repository.Root, "src", "WebClient", "src", "realtime", "hubContract.ts");

    public static string ToTypeScript()
    {
        var text = new StringBuilder()
            .Append($"// Generated from ChatHub and IChatClient: {Repository.GenerateCommand}\n")
            .Append("import type { components } from '@/api/schema';\n\n")
            .Append("type Schemas = components['schemas'];\n\n")
            .Append($"export const HUB_PATH = '{ChatHub.Path}';\n\n")
            .Append("/** What the server calls. */\n")
            .Append("export interface ServerEvents {\n");
        foreach (var method in EventInfos)
            text.Append($"  {method.Name}: {ArgumentOf(method)};\n");
        text.Append("}\n\n").Append("export const SERVER_EVENTS: readonly (keyof ServerEvents)[] = [\n");
        foreach (var name in Events)
            text.Append($"  '{name}',\n");
        text.Append("];\n\n").Append("/** What the client calls: argument and answer. */\n").Append("export interface HubMethods {\n");
        foreach (var method in MethodInfos)
            text.Append($"  {method.Name}: [{ArgumentOf(method)}, {AnswerOf(method)}];\n");
        return text.Append("}\n").ToString();
    }

    /// <summary>Each method and each event carries one object.</summary>
    private static string ArgumentOf(MethodInfo method) => NameOf(method.GetParameters().Single().ParameterType);

    private static string AnswerOf(MethodInfo method) => method.ReturnType.GenericTypeArguments is [var answer] ? NameOf(answer) : "void";

    /// <summary>As the OpenAPI document has it.</summary>
    private static string NameOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? $"{NameOf(type.GenericTypeArguments[0])}[]"
            : $"Schemas['{(type.Name.EndsWith("Dto", StringComparison.Ordinal) ? type.Name[..^3] : type.Name)}']";
}
