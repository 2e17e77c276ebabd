using LiveChat.Infrastructure;
using LiveChat.IntegrationTests.Followers;
using Microsoft.AspNetCore.Hosting;

[assembly: HostingStartup(typeof(FollowerStartup))]

namespace LiveChat.IntegrationTests.Followers;

/// <summary>Gives a test server the followers of this assembly, as if they lay in the product's own.</summary>
public sealed class FollowerStartup : IHostingStartup
{
    /// <summary>The argument that makes a server load this assembly.</summary>
    public static string Argument { get; } =
        $"--{WebHostDefaults.HostingStartupAssembliesKey}={typeof(FollowerStartup).Assembly.GetName().Name}";

    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.AddFollowers(typeof(FollowerStartup).Assembly));
}
