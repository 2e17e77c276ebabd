using LiveChat.Application.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

public interface IPasswordService
{
    /// <summary>Hashes a password. That takes long, so hashes are computed in turns.</summary>
    /// <param name="onBehalfOf">A user's id, or an address where nobody is signed in. Each has its own queue.</param>
    /// <exception cref="TooMuchAtOnceException">Too much waits already.</exception>
    Task<string> HashAsync(string password, string onBehalfOf, CancellationToken cancellationToken);

    /// <summary>Checks a password. It takes as long without a stored hash as with one, so that the time reveals nothing.</summary>
    /// <inheritdoc cref="HashAsync"/>
    Task<bool> VerifyAsync(User? user, string password, string onBehalfOf, CancellationToken cancellationToken);

    /// <summary>True for a password from the list of common ones.</summary>
    bool IsCommon(string password);

    /// <summary>A generated password, easy to type: 16 unambiguous characters.</summary>
    string Generate();
}
