using System.Diagnostics;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.WebApi.Json;

namespace LiveChat.WebApi.Errors;

/// <summary>Writes errors as problems (RFC 9457). No other code does.</summary>
public static class Problems
{
    private const string ContentType = "application/problem+json";

    public static IResult From(Error error, HttpContext context)
    {
        var code = ErrorCode.Of(error.Kind);
        var errors = error switch
        {
            ValidationError validation => validation.Errors,
            { Field: { } field } => new Dictionary<string, string[]> { [FieldNames.Of(field)] = [ErrorText.Of(error)] },
            _ => null,
        };
        return Create(code, ErrorText.Of(error), context, errors);
    }

    /// <summary>The problem for a status without a body, set by routing, authentication or the framework.</summary>
    public static IResult FromStatus(int status, HttpContext context)
    {
        var code = ErrorCode.OfStatus(status);
        return Create(code, ErrorText.Of(code.TextName), context);
    }

    /// <summary>The problem for input that could not be read.</summary>
    /// <param name="field">The parameter at fault, if it is known.</param>
    /// <param name="textName">The name of the sentence that says what the parameter takes.</param>
    public static IResult Malformed(HttpContext context, string? field, string textName = "Request.Malformed") =>
        Create(ErrorCode.ValidationFailed, ErrorText.Of("Request.Malformed"), context, field is null ? null : new Dictionary<string, string[]> { [field] = [ErrorText.Of(textName)] });

    private static IResult Create(ErrorCode code, string detail, HttpContext context, IReadOnlyDictionary<string, string[]>? errors = null) => Results.Json(
        new ProblemDto
        {
            Type = $"urn:livechat:error:{code.Code}",
            Title = code.Title,
            Status = code.Status,
            Detail = detail,
            Code = code.Code,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
            Errors = errors,
        },
        WireJson.Options,
        ContentType,
        code.Status);
}
