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
