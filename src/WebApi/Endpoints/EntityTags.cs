using LiveChat.Application.Users;
using LiveChat.Application.Users.GetUser;
using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Identity;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Endpoints;

/// <summary>
/// Detects edit conflicts (RFC 9110, 13.1.1): the ETag of an answer names the state that it shows, and If-Match names the state that a
/// change is meant for.
/// </summary>
public static class EntityTags
{
    /// <summary>200 with the user, and with the ETag of the part of a user that admins edit.</summary>
    public static IResult ToOkWithTag(this Result<UserDto> result, HttpContext context) => result.ToOkWithTag(context, user => user);

    /// <summary>The same for an answer that shows the user among other things.</summary>
    public static IResult ToOkWithTag<T>(this Result<T> result, HttpContext context, Func<T, UserDto> userOf) => result.To(context, value =>
    {
        SetTag(context, userOf(value));
        return Results.Ok(value);
    });

    /// <summary>Tells by its ETag which state stands, where a change was meant for another one.</summary>
    public static async Task<TResult> TellCurrentAsync<TResult>(this Task<TResult> change, string userId, IMediator mediator, HttpContext context)
        where TResult : Result
    {
        var result = await change;
        if (!result.IsSuccess && result.Error.Kind == ErrorKind.Outdated
            && await mediator.Send(new GetUserQuery(context.ToActor(), userId), context.RequestAborted) is { IsSuccess: true, Value: var current })
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
        return tags.Any(t => t.Equals(EntityTagHeaderValue.Any)) ? null : [.. tags.Where(t => !t.IsWeak).Select(t => t.Tag.ToString().Trim('"'))];
    }

    private static void SetTag(HttpContext context, UserDto user) => context.Response.Headers.ETag = $"\"{UserVersion.Of(user)}\"";
}
