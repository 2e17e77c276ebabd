using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

public interface IPasswordService
{
    string Hash(string password);

    /// <summary>Checks a password. Takes as long for nobody (null, or a user without a password) as for somebody.</summary>
    bool Verify(User? user, string password);

    /// <summary>True for a password that everybody tries first.</summary>
    bool IsCommon(string password);

    /// <summary>A password for a person to type once: 16 unambiguous characters.</summary>
    string Generate();
}
