using LiveChat.Application.Operations;

namespace LiveChat.Application.Abstractions;

/// <summary>Looks at what the server stands on.</summary>
public interface IServerHealth
{
    Task<ServerHealthDto> LookAsync(CancellationToken cancellationToken);
}
