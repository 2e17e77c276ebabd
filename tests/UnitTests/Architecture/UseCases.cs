using FluentValidation;
using MediatR;

namespace LiveChat.UnitTests.Architecture;

/// <summary>A request with what answers and what validates it.</summary>
internal sealed record UseCase(Type Request, Type Response, IReadOnlyList<Type> Handlers, IReadOnlyList<Type> Validators)
{
    public string Name =>
        Request.Name.EndsWith("Query", StringComparison.Ordinal) ? Request.Name[..^"Query".Length] : Request.Name[..^"Command".Length];
}

internal static class UseCases
{
    private static readonly Type[] Types =
    [
        .. Layers.Application.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }),
    ];

    public static readonly IReadOnlyList<UseCase> All =
    [
        .. from type in Types
        from request in Closed(type, typeof(IRequest<>))
        let response = request.GetGenericArguments()[0]
        select new UseCase(
            type,
            response,
            Implementing(typeof(IRequestHandler<,>).MakeGenericType(type, response)),
            Implementing(typeof(IValidator<>).MakeGenericType(type))
        ),
    ];

    public static IEnumerable<Type> Closed(Type type, Type openInterface) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == openInterface);

    public static IEnumerable<Type> Closing(Type openInterface) => Types.Where(t => Closed(t, openInterface).Any());

    private static Type[] Implementing(Type closedInterface) => [.. Types.Where(closedInterface.IsAssignableFrom)];
}
