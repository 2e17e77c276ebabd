using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Common;

/// <summary>Runs costly queries on threads where they hold up no message; users take turns.</summary>
public sealed class CostlyBehavior<TRequest, TResponse>(ICostlyWork work) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICostlyRequest
    where TResponse : Result
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.IsCostly ? work.RunAsync(request.Kind, request.Actor.UserId.Value, () => next(), cancellationToken) : next();
}
