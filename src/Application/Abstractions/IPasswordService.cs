using LiveChat.Application.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

public interface IPasswordService
{
    /// <summary>Hashes a password, which takes long; many at once take turns.</summary>
    /// <param name="onBehalfOf">A user's id, or an address where nobody is signed in; each has a queue of their own.</param>
    /// <exception cref="TooMuchAtOnceException">Too much waits already.</exception>
    Task<string> HashAsync(string password, string onBehalfOf, CancellationToken cancellationToken);

    /// <summary>Checks a password. Takes as long for nobody (null, or a user without a password) as for somebody.</summary>
    /// <inheritdoc cref="HashAsync"/>
    Task<bool> VerifyAsync(User? user, string password, string onBehalfOf, CancellationToken cancellationToken);

    /// <summary>True for a password that everybody tries first.</summary>
    bool IsCommon(string password);

    /// <summary>A password for a person to type once: 16 unambiguous characters.</summary>
    string Generate();
}
