using LiveChat.Application.Demo.SeedDemo;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Web;

namespace LiveChat.WebApi.CommandLine;

/// <summary>What the server prints when it is ready: where to go.</summary>
internal static class StartBanner
{
    public static void Print(WebApplication app, SeededDemo? demo)
    {
        var url = app.Services.GetRequiredService<ServerSettings>().PublicBaseUrl;
        Console.WriteLine($"LiveChat is ready at {string.Join(", ", app.Urls)}");
        if (!app.Services.GetRequiredService<WebClientPage>().IsBuilt)
            Console.WriteLine(WebClientPage.MissingText);
        if (demo is null)
        {
            Console.WriteLine($"  Sign in   {url}/login");
            return;
        }

        Console.WriteLine($"""

              买家      Buyer             {url}/chat?user_id=b1
              商户      Merchant          {url}/chat?user_id=m1
              官方客服  Platform support  {url}/chat?user_id=p1
              管理员    Admin             {url}/login

            """);
        if (demo.AdminPassword is { } password)
            Console.WriteLine($"Admin sign-in: {demo.AdminUsername} / {password}  (shown this once)");
    }
}
