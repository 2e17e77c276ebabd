namespace LiveChat.Application.Demo;

/// <summary>
/// Adds the demo users that are missing, each with three quick replies, and gives the first admin a password if it has none.
/// </summary>
public sealed record SeedDemoCommand : IRequest<Result<SeededDemo>>, ISystemRequest;

/// <param name="AdminPassword">The password that was generated for the demo admin, or null if it had one already.</param>
public sealed record SeededDemo(string AdminUsername, string? AdminPassword);

public sealed class SeedDemoHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    IQuickReplyRepository quickReplies,
    IPasswordService passwords,
    TimeProvider clock
) : IRequestHandler<SeedDemoCommand, Result<SeededDemo>>
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
            cancellationToken
        );
}

/// <summary>The demo users, with their descriptions and the quick replies of each role.</summary>
public static class DemoUsers
{
    public static readonly IReadOnlyList<DemoUser> All =
    [
        new("a1", "admin", UserRole.Admin, "管理员"),
        new("a2", "admin2", UserRole.Admin, "管理员"),
        new("b1", "保安堂药房", UserRole.Buyer, "传统药房"),
        new("b2", "异世界药局", UserRole.Buyer, "现代连锁药局"),
        new("m1", "保和堂医药集团", UserRole.Merchant, "大型医药集团"),
        new("m2", "阿纳斯蒂制药", UserRole.Merchant, "神经科学药企"),
        new("m3", "梅迪西斯制药", UserRole.Merchant, "天然植物药厂"),
        new("p1", "官方客服", UserRole.Platform, "平台客服"),
    ];

    public static IReadOnlyList<string> QuickRepliesOf(UserRole role) =>
        role switch
        {
            UserRole.Buyer => ["您好，在吗？", "请问这款有现货吗？", "请问什么时候可以发货？"],
            UserRole.Merchant =>
            [
                "您好，欢迎咨询！请问有什么可以帮到您的？",
                "您好，请提供您的订单号，我帮您查询。",
                "您的订单已安排发货，请留意物流信息。",
            ],
            UserRole.Platform =>
            [
                "您好，这里是官方客服，请问有什么可以帮您？",
                "您的问题已记录，我们会在24小时内回复您。",
                "请您提供相关截图和订单号，以便我们核实。",
            ],
            UserRole.Admin => ["该会话已由平台关注。", "请双方文明沟通。", "如需协助，请联系官方客服。"],
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
        };
}

public sealed record DemoUser(string Id, string Username, UserRole Role, string Description);
