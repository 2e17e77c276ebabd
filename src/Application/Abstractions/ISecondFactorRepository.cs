using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads, adds and removes second factors inside a unit of work.</summary>
public interface ISecondFactorRepository
{
    Task<SecondFactor?> FindAsync(UserId userId, CancellationToken cancellationToken);

    void Add(SecondFactor factor);

    void Remove(SecondFactor factor);
}
