using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Endpoints;

/// <summary>Turns the results of use cases into answers.</summary>
public static class Answers
{
    public static async Task<Results<Ok<T>, Problem>> ToOk<T>(this Task<Result<T>> answering)
    {
        var result = await answering;
        return result.IsSuccess ? TypedResults.Ok(result.Value) : new Problem(result.Error);
    }

    public static async Task<Results<NoContent, Problem>> ToNoContent(this Task<Result> answering)
    {
        var result = await answering;
        return result.IsSuccess ? TypedResults.NoContent() : new Problem(result.Error);
    }

    public static async Task<Results<Created<T>, Problem>> ToCreated<T>(this Task<Result<T>> answering, Func<T, string> location)
    {
        var result = await answering;
        return result.IsSuccess ? TypedResults.Created(location(result.Value), result.Value) : new Problem(result.Error);
    }

    /// <summary>201 for a new resource, 200 for one that existed.</summary>
    /// <param name="resource">The resource, whether it is new, and where it is found.</param>
    public static async Task<Results<Created<T>, Ok<T>, Problem>> ToCreatedOrOk<TResult, T>(
        this Task<Result<TResult>> answering,
        Func<TResult, (T Value, bool IsNew, string Location)> resource
    )
    {
        var result = await answering;
        if (!result.IsSuccess)
            return new Problem(result.Error);
        var (value, isNew, location) = resource(result.Value);
        return isNew ? TypedResults.Created(location, value) : TypedResults.Ok(value);
    }

    /// <summary>Documents the problems that an endpoint may answer with.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            builder.Produces<ProblemDto>(status, "application/problem+json");
        return builder;
    }
}

/// <summary>The answer of a use case that refused.</summary>
public sealed class Problem(Error error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Problems.From(error, httpContext).ExecuteAsync(httpContext);
}

/// <summary>
/// Detects edit conflicts (RFC 9110, 13.1.1): the ETag of an answer names the state that it shows, and If-Match names the state that a
/// change is meant for.
/// </summary>
public static class EntityTags
{
    /// <summary>200 with the user, and with the ETag of the part of a user that admins edit.</summary>
    public static Task<Results<Ok<UserDto>, Problem>> ToOkWithTag(this Task<Result<UserDto>> answering, ApiCall call) =>
        answering.ToOkWithTag(call, user => user);

    /// <summary>The same for an answer that shows the user among other things.</summary>
    public static async Task<Results<Ok<T>, Problem>> ToOkWithTag<T>(this Task<Result<T>> answering, ApiCall call, Func<T, UserDto> userOf)
    {
        var result = await answering;
        if (!result.IsSuccess)
            return new Problem(result.Error);
        SetTag(call, userOf(result.Value));
        return TypedResults.Ok(result.Value);
    }

    /// <summary>Sends a change of a user. Where it was meant for another state, the ETag of the answer tells which one stands.</summary>
    public static async Task<TResult> ChangeAsync<TResult>(this ApiCall call, string userId, IRequest<TResult> change)
        where TResult : Result
    {
        var result = await call.SendAsync(change);
        if (
            !result.IsSuccess
            && result.Error.Kind == ErrorKind.Outdated
            && await call.SendAsync(new GetUserQuery(call.Actor, userId)) is { IsSuccess: true, Value: var current }
        )
        {
            SetTag(call, current);
        }

        return result;
    }

    /// <summary>The versions that If-Match names; null without it and for <c>*</c>. A weak or malformed tag matches nothing.</summary>
    public static IReadOnlyList<string>? ExpectedVersions(this ApiCall call)
    {
        var given = call.Context.Request.Headers.IfMatch;
        if (given.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseList(given, out var tags))
            return [];
        return tags.Any(t => t.Equals(EntityTagHeaderValue.Any))
            ? null
            : [.. tags.Where(t => !t.IsWeak).Select(t => t.Tag.ToString().Trim('"'))];
    }

    private static void SetTag(ApiCall call, UserDto user) => call.Context.Response.Headers.ETag = $"\"{UserVersion.Of(user)}\"";
}
