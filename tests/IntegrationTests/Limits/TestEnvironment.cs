using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>The environment of a developer, for settings that are read without a server.</summary>
internal sealed class TestEnvironment : IHostEnvironment
{
    public string EnvironmentName { get; set; } = Environments.Development;

    public string ApplicationName { get; set; } = "";

    public string ContentRootPath { get; set; } = "";

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
