namespace LiveChat.Application.Common;

/// <summary>
/// Thrown when costly work is requested while too much of it waits already. It was not begun, so the caller may repeat the request.
/// </summary>
/// <param name="isOwnDoing">True when the caller's own work fills the queue; false when the server as a whole has too much to do.</param>
public sealed class TooMuchAtOnceException(bool isOwnDoing) : Exception("Too much costly work waits already.")
{
    public bool IsOwnDoing { get; } = isOwnDoing;
}
