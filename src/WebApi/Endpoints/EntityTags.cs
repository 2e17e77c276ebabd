using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Endpoints;

/// <summary>Edit conflicts (RFC 9110, 13.1.1): an answer says by its ETag which state it shows, and If-Match says which one a change is meant for.</summary>
public static class EntityTags
{
    /// <summary>200 with the user and the ETag of what admins edit of them.</summary>
    public static IResult ToOkWithTag(this Result<UserDto> result, HttpContext context) => result.To(context, user =>
    {
        context.Response.Headers.ETag = $"\"{UserVersion.Of(user)}\"";
        return Results.Ok(user);
    });

    /// <summary>The versions that If-Match names; null without it and for <c>*</c>. A weak or malformed tag matches nothing.</summary>
    public static IReadOnlyList<string>? ExpectedVersions(this HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags))
            return [];
        return tags.Any(t => t.Equals(EntityTagHeaderValue.Any)) ? null : [.. tags.Where(t => !t.IsWeak).Select(t => t.Tag.ToString().Trim('"'))];
    }
}
