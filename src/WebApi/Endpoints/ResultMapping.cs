using System.Net;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Errors;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Endpoints;

/// <summary>Turns the results of use cases into answers.</summary>
public static class ResultMapping
{
    public static IResult ToOk<T>(this Result<T> result, HttpContext context) => result.To(context, value => Results.Ok(value));

    public static IResult ToNoContent(this Result result, HttpContext context) =>
        result.IsSuccess ? Results.NoContent() : Problems.From(result.Error, context);

    /// <summary>201 for a new resource, 200 for one that existed.</summary>
    public static IResult ToCreated<T>(T value, bool isNew, string location) =>
        isNew ? Results.Created(location, value) : Results.Ok(value);

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

/// <summary>
/// Detects edit conflicts (RFC 9110, 13.1.1): the ETag of an answer names the state that it shows, and If-Match names the state that a
/// change is meant for.
/// </summary>
public static class EntityTags
{
    /// <summary>200 with the user, and with the ETag of the part of a user that admins edit.</summary>
    public static IResult ToOkWithTag(this Result<UserDto> result, HttpContext context) => result.ToOkWithTag(context, user => user);

    /// <summary>The same for an answer that shows the user among other things.</summary>
    public static IResult ToOkWithTag<T>(this Result<T> result, HttpContext context, Func<T, UserDto> userOf) =>
        result.To(
            context,
            value =>
            {
                SetTag(context, userOf(value));
                return Results.Ok(value);
            }
        );

    /// <summary>Tells by its ETag which state stands, where a change was meant for another one.</summary>
    public static async Task<TResult> TellCurrentAsync<TResult>(
        this Task<TResult> change,
        string userId,
        IMediator mediator,
        HttpContext context
    )
        where TResult : Result
    {
        var result = await change;
        if (
            !result.IsSuccess
            && result.Error.Kind == ErrorKind.Outdated
            && await mediator.Send(new GetUserQuery(context.ToActor(), userId), context.RequestAborted)
                is { IsSuccess: true, Value: var current }
        )
        {
            SetTag(context, current);
        }

        return result;
    }

    /// <summary>The versions that If-Match names; null without it and for <c>*</c>. A weak or malformed tag matches nothing.</summary>
    public static IReadOnlyList<string>? ExpectedVersions(this HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags))
            return [];
        return tags.Any(t => t.Equals(EntityTagHeaderValue.Any))
            ? null
            : [.. tags.Where(t => !t.IsWeak).Select(t => t.Tag.ToString().Trim('"'))];
    }

    private static void SetTag(HttpContext context, UserDto user) => context.Response.Headers.ETag = $"\"{UserVersion.Of(user)}\"";
}

/// <summary>Reads the actor and the client's address from a request.</summary>
public static class Callers
{
    /// <exception cref="InvalidOperationException">
    /// The request carries no token of this server; the endpoint must require authorization.
    /// </exception>
    public static Actor ToActor(this HttpContext context) => context.User.ToActor() with { Address = context.ClientAddress() };

    public static ClientInfo ToClientInfo(this HttpContext context) =>
        new(context.ClientAddress(), context.Request.Headers.UserAgent.ToString());

    /// <summary>The client's IP address. A forwarded one is used only from a proxy in ForwardedHeaders:KnownNetworks.</summary>
    public static string? ClientAddress(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? Plain(address).ToString() : null;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
