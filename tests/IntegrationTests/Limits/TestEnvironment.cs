using LiveChat.WebApi.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>The environment of a developer, for settings that are read without a server.</summary>
internal sealed class TestEnvironment : IHostEnvironment
{
    /// <summary>The settings of a server that is given these and no others.</summary>
    public static ServerSettings Read(params (string Key, string Value)[] settings) =>
        new(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build(),
            new TestEnvironment()
        );

    public string EnvironmentName { get; set; } = Environments.Development;

    public string ApplicationName { get; set; } = "";

    public string ContentRootPath { get; set; } = "";

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
