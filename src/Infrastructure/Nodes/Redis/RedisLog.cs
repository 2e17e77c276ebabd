namespace LiveChat.Infrastructure.Nodes.Redis;

internal static partial class RedisLog
{
    [LoggerMessage(
        110,
        LogLevel.Warning,
        "Redis can't be reached: until it is back, users get at once only what is pushed by the node that they are connected to"
    )]
    public static partial void Broken(ILogger logger);

    [LoggerMessage(111, LogLevel.Information, "Redis is back; what was not pushed meanwhile is told to the clients")]
    public static partial void Whole(ILogger logger);

    [LoggerMessage(112, LogLevel.Warning, "The node {Node} is silent, so its connections count as closed")]
    public static partial void NodeGone(ILogger logger, string node);

    [LoggerMessage(113, LogLevel.Error, "What another node announced could not be taken in")]
    public static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(114, LogLevel.Warning, "Telling what was not pushed while Redis was gone failed; it is tried again")]
    public static partial void HealingFailed(ILogger logger, Exception exception);
}
