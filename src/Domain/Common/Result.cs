using System.Diagnostics.CodeAnalysis;

namespace LiveChat.Domain.Common;

/// <summary>The outcome of an operation that may fail in an expected way. Exceptions are for unexpected failures.</summary>
public class Result : IFailable<Result>
{
    private static readonly Result Succeeded = new(null);

    protected Result(Error? error) => Error = error;

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    public static Result Success() => Succeeded;

    public static Result Fail(Error error) => new(error);

    public static implicit operator Result(Error error) => new(error);
}

/// <inheritdoc cref="Result"/>
public sealed class Result<T> : Result, IFailable<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Error? error)
        : base(error) => _value = value;

    /// <summary>The value of a success.</summary>
    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => IsSuccess ? _value! : throw new InvalidOperationException($"The result failed with {Error.Name} and has no value.");

    /// <summary>Makes a success of a value of an interface type, for which C# allows no implicit conversion.</summary>
    public static Result<T> Of(T value) => new(value, null);

    public static new Result<T> Fail(Error error) => new(default, error);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>A result type of which generic code can create a failure.</summary>
public interface IFailable<TSelf>
    where TSelf : IFailable<TSelf>
{
    static abstract TSelf Fail(Error error);
}

/// <summary>The kind of an error. Each door maps it to its own code.</summary>
public enum ErrorKind
{
    Validation,
    NotSignedIn,
    SecondFactorRequired,
    Forbidden,
    NotFound,
    Conflict,
    Outdated,
    TooLarge,
    UnsupportedFormat,
    TooMany,
    Unavailable,
}

/// <summary>An expected failure. The sentence for people is looked up by <paramref name="Name"/>, in the language of the request.</summary>
/// <param name="Name">The stable name, such as <c>Conversation.NotFound</c>.</param>
/// <param name="Field">The input that a validation failure concerns, by the name of its property.</param>
/// <param name="Arguments">Values for the placeholders of the sentence.</param>
public record Error(ErrorKind Kind, string Name, string? Field = null, params object[] Arguments);
