using LiveChat.Application.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>A command or query that only an admin may make. <see cref="AdminBehavior{TRequest, TResponse}"/> refuses everybody else.</summary>
public interface IAdminRequest
{
    /// <summary>Null for the command line, which only an operator can use.</summary>
    Actor? Actor { get; }

    /// <summary>The user whom the request is about, if it is about one: to somebody who may not see them they do not exist.</summary>
    string? SubjectId => null;
}
