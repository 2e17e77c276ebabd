using LiveChat.Domain.Common;
using LiveChat.WebApi.Errors;

namespace LiveChat.WebApi.Endpoints;

/// <summary>Turns the results of use cases into answers.</summary>
public static class ResultMapping
{
    public static IResult ToOk<T>(this Result<T> result, HttpContext context) => result.To(context, value => Results.Ok(value));

    public static IResult ToNoContent(this Result result, HttpContext context) => result.IsSuccess ? Results.NoContent() : Problems.From(result.Error, context);

    /// <summary>201 for a new resource, 200 for one that existed.</summary>
    public static IResult ToCreated<T>(T value, bool isNew, string location) => isNew ? Results.Created(location, value) : Results.Ok(value);

    public static IResult To<T>(this Result<T> result, HttpContext context, Func<T, IResult> onSuccess) =>
        result.IsSuccess ? onSuccess(result.Value) : Problems.From(result.Error, context);

    /// <summary>Documents the problems that an endpoint may answer with.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            builder.Produces<ProblemDto>(status, "application/problem+json");
        return builder;
    }
}
