using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Common;

/// <summary>Answers costly queries beside the messages, and users take turns.</summary>
public sealed class CostlyBehavior<TRequest, TResponse>(ICostlyWork work) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICostlyRequest
    where TResponse : Result
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.IsCostly ? work.RunAsync(request.Kind, request.Actor.UserId.Value, () => next(), cancellationToken) : next();
}
