using LiveChat.Domain.Users;
using Mapster;

namespace LiveChat.Application.Users;

public sealed class UserMapping : IRegister
{
    public void Register(TypeAdapterConfig config) => config.NewConfig<User, UserRow>();
}
