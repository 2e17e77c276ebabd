using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Operations.GetServerHealth;

public sealed class GetServerHealthHandler(IServerHealth health) : IRequestHandler<GetServerHealthQuery, Result<ServerHealthDto>>
{
    public async Task<Result<ServerHealthDto>> Handle(GetServerHealthQuery request, CancellationToken cancellationToken) =>
        await health.LookAsync(cancellationToken);
}
