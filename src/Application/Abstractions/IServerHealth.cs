using LiveChat.Application.Operations;

namespace LiveChat.Application.Abstractions;

/// <summary>Checks database, disk and hub.</summary>
public interface IServerHealth
{
    Task<ServerHealthDto> LookAsync(CancellationToken cancellationToken);
}
