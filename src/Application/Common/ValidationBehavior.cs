using System.Text.Json;
using FluentValidation;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Common;

/// <summary>Runs the validators of a request before its handler, and refuses what they refuse.</summary>
public sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : Result, IFailable<TResponse>
{
    private readonly IValidator<TRequest>[] _validators = validators as IValidator<TRequest>[] ?? [.. validators];

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        Dictionary<string, List<string>>? errors = null;
        foreach (var validator in _validators)
        {
            foreach (var failure in validator.Validate(request).Errors)
            {
                errors ??= [];
                var field = FieldNames.OfPath(failure.PropertyName);
                if (!errors.TryGetValue(field, out var messages))
                    errors[field] = messages = [];
                if (!messages.Contains(failure.ErrorMessage))
                    messages.Add(failure.ErrorMessage);
            }
        }

        return errors is null
            ? next()
            : Task.FromResult(TResponse.Fail(new ValidationError(errors.ToDictionary(e => e.Key, e => e.Value.ToArray()))));
    }
}

/// <summary>Names of properties in snake_case, as clients see them.</summary>
public static class FieldNames
{
    public static string Of(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    /// <summary><c>Users[2].Role</c> becomes <c>users[2].role</c>.</summary>
    public static string OfPath(string path) => string.Join('.', path.Split('.').Select(Of));
}
