using LiveChat.Application.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>
/// A command or query that only an admin may make. <see cref="AdminBehavior{TRequest, TResponse}"/> refuses everybody else.
/// </summary>
public interface IAdminRequest
{
    /// <summary>The caller; null for the command line, which only an operator can use.</summary>
    Actor? Actor { get; }

    /// <summary>The user whom the request is about, if there is one. A caller who may not see them gets 404 instead of 403.</summary>
    string? SubjectId => null;
}
