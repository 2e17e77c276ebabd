using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.QuickReplies;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Demo.SeedDemo;

public sealed class SeedDemoHandler(IUnitOfWork unitOfWork, IUserRepository users, IQuickReplyRepository quickReplies, IPasswordService passwords, TimeProvider clock)
    : IRequestHandler<SeedDemoCommand, Result<SeededDemo>>
{
    public Task<Result<SeededDemo>> Handle(SeedDemoCommand request, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result<SeededDemo>>(
            async ct =>
            {
                var now = clock.GetUtcNow();
                User? admin = null;
                foreach (var demo in DemoUsers.All)
                {
                    var id = UserId.From(demo.Id);
                    var user = await users.FindAsync(id, ct);
                    if (user is null)
                    {
                        user = User.Create(id, demo.Username, demo.Role, now, demo.Description);
                        users.Add(user);
                        var own = new QuickReplyBook(id, []);
                        foreach (var content in DemoUsers.QuickRepliesOf(demo.Role))
                            quickReplies.Add(own.Add(content, null, null, now).Value);
                    }

                    if (demo.Role == UserRole.Admin)
                        admin ??= user;
                }

                if (admin!.PasswordHash is not null || await users.FindByLoginAsync(admin.Username, ct) is not null)
                    return new SeededDemo(admin.Username, null);
                var password = passwords.Generate();
                admin.SetPasswordHash(await passwords.HashAsync(password, "", ct));
                return new SeededDemo(admin.Username, password);
            },
            cancellationToken);
}
