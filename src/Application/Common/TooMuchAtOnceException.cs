namespace LiveChat.Application.Common;

/// <summary>Costly work was asked for while too much of it already waited. None of it has been begun, so the caller may simply ask again.</summary>
/// <param name="isOwnDoing">True when it is the caller's own work that waits; false when the server has too much to do altogether.</param>
public sealed class TooMuchAtOnceException(bool isOwnDoing) : Exception("Too much costly work waits already.")
{
    public bool IsOwnDoing { get; } = isOwnDoing;
}
