using System.Diagnostics;
using System.Text.Json.Serialization;
using LiveChat.WebApi.Json;
using LiveChat.WebApi.Limits;

namespace LiveChat.WebApi.Errors;

/// <summary>Writes errors as problems (RFC 9457). No other code does.</summary>
public static class Problems
{
    private const string ContentType = "application/problem+json";

    public static IResult From(Error error, HttpContext context)
    {
        if (error is RateLimitedError { RetryAfter: var wait })
            context.SetRetryAfter(wait);
        var code = ErrorCode.Of(error.Kind);
        var errors = error switch
        {
            ValidationError validation => validation.Errors,
            { Field: { } field } => new Dictionary<string, string[]> { [FieldNames.Of(field)] = [LocalizedText.Of(error)] },
            _ => null,
        };
        return Create(code, LocalizedText.Of(error), context, errors);
    }

    /// <summary>The problem for a status without a body, set by routing, authentication or the framework.</summary>
    public static IResult FromStatus(int status, HttpContext context)
    {
        var code = ErrorCode.OfStatus(status);
        return Create(code, LocalizedText.Of(code.TextName), context);
    }

    /// <summary>The problem for input that could not be read.</summary>
    /// <param name="field">The parameter at fault, if it is known.</param>
    /// <param name="textName">The name of the sentence that says what the parameter takes.</param>
    public static IResult Malformed(HttpContext context, string? field, string textName = "Request.Malformed") =>
        Create(
            ErrorCode.ValidationFailed,
            LocalizedText.Of("Request.Malformed"),
            context,
            field is null ? null : new Dictionary<string, string[]> { [field] = [LocalizedText.Of(textName)] }
        );

    private static IResult Create(
        ErrorCode code,
        string detail,
        HttpContext context,
        IReadOnlyDictionary<string, string[]>? errors = null
    ) =>
        Results.Json(
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
            code.Status
        );
}

/// <summary>A problem of RFC 9457, with the code by which clients decide.</summary>
public sealed record ProblemDto
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>A sentence that a person can act on, in the language of the request.</summary>
    public required string Detail { get; init; }

    public required string Code { get; init; }

    /// <summary>The id by which the request is found in the server's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>The sentences about each field, by its JSON name; only for a validation failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}

/// <summary>The codes of the contract (docs/protocol.md), with the status and title that belong to each.</summary>
public sealed record ErrorCode(string Code, int Status, string Title)
{
    public static readonly ErrorCode ValidationFailed = new("validation_failed", StatusCodes.Status400BadRequest, "Validation failed");
    public static readonly ErrorCode Unauthenticated = new("unauthenticated", StatusCodes.Status401Unauthorized, "Not signed in");
    public static readonly ErrorCode SecondFactorRequired = new(
        "second_factor_required",
        StatusCodes.Status401Unauthorized,
        "Second factor required"
    );
    public static readonly ErrorCode Forbidden = new("forbidden", StatusCodes.Status403Forbidden, "Forbidden");
    public static readonly ErrorCode NotFound = new("not_found", StatusCodes.Status404NotFound, "Not found");
    public static readonly ErrorCode MethodNotAllowed = new(
        "method_not_allowed",
        StatusCodes.Status405MethodNotAllowed,
        "Method not allowed"
    );
    public static readonly ErrorCode RequestTimeout = new("request_timeout", StatusCodes.Status408RequestTimeout, "Request timeout");
    public static readonly ErrorCode Conflict = new("conflict", StatusCodes.Status409Conflict, "Conflict");
    public static readonly ErrorCode PreconditionFailed = new(
        "precondition_failed",
        StatusCodes.Status412PreconditionFailed,
        "Precondition failed"
    );
    public static readonly ErrorCode PayloadTooLarge = new("payload_too_large", StatusCodes.Status413PayloadTooLarge, "Too large");
    public static readonly ErrorCode UnsupportedMediaType = new(
        "unsupported_media_type",
        StatusCodes.Status415UnsupportedMediaType,
        "Unsupported media type"
    );
    public static readonly ErrorCode RateLimited = new("rate_limited", StatusCodes.Status429TooManyRequests, "Too many requests");
    public static readonly ErrorCode Internal = new("internal", StatusCodes.Status500InternalServerError, "Internal error");
    public static readonly ErrorCode Unavailable = new("unavailable", StatusCodes.Status503ServiceUnavailable, "Unavailable");

    private static readonly ErrorCode[] All =
    [
        ValidationFailed,
        Unauthenticated,
        SecondFactorRequired,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        RequestTimeout,
        Conflict,
        PreconditionFailed,
        PayloadTooLarge,
        UnsupportedMediaType,
        RateLimited,
        Internal,
        Unavailable,
    ];

    /// <summary>All codes.</summary>
    public static IEnumerable<string> Codes => All.Select(c => c.Code);

    public static ErrorCode Of(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Validation => ValidationFailed,
            ErrorKind.NotSignedIn => Unauthenticated,
            ErrorKind.SecondFactorRequired => SecondFactorRequired,
            ErrorKind.Forbidden => Forbidden,
            ErrorKind.NotFound => NotFound,
            ErrorKind.Conflict => Conflict,
            ErrorKind.Outdated => PreconditionFailed,
            ErrorKind.TooLarge => PayloadTooLarge,
            ErrorKind.UnsupportedFormat => UnsupportedMediaType,
            ErrorKind.TooMany => RateLimited,
            ErrorKind.Unavailable => Unavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>The code of a status that has no error. Client errors without a code of their own count as malformed input.</summary>
    public static ErrorCode OfStatus(int status) =>
        All.FirstOrDefault(c => c.Status == status) ?? (status >= StatusCodes.Status500InternalServerError ? Internal : ValidationFailed);

    /// <summary>The name of the sentence for a request that never reached a use case.</summary>
    public string TextName =>
        this switch
        {
            _ when this == ValidationFailed => "Request.Malformed",
            _ when this == Unauthenticated => "Identity.Unauthenticated",
            _ when this == Forbidden => "Request.Forbidden",
            _ when this == NotFound => "Request.NotFound",
            _ when this == MethodNotAllowed => "Request.MethodNotAllowed",
            _ when this == RequestTimeout => "Request.Timeout",
            _ when this == PayloadTooLarge => "Request.TooLarge",
            _ when this == UnsupportedMediaType => "Request.UnsupportedMediaType",
            _ when this == RateLimited => "Request.RateLimited",
            _ when this == Unavailable => "Request.Unavailable",
            _ => "Request.Internal",
        };
}
