using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.IntegrationTests.Deploy;

/// <summary>A real nginx with <c>deploy/nginx.conf</c>, in which nothing but names, ports and paths is put in place.</summary>
internal sealed partial class DeployedNginx : IAsyncDisposable
{
    private readonly NginxProcess _process;

    private DeployedNginx(NginxProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="servers">One to three, instead of the two in the file; a third is added as the file says.</param>
    public static async Task<DeployedNginx> StartAsync(params Uri[] servers)
    {
        var (plain, secure) = (Loopback.FreePort(), Loopback.FreePort());
        var address = new Uri($"https://localhost:{secure}");
        var process = await NginxProcess.StartAsync(
            directory => Configure(directory, plain, secure, servers),
            $"https://localhost:{secure}"
        );
        return new DeployedNginx(process, address);
    }

    /// <summary>A client that takes the test's certificate.</summary>
    public HttpClient CreateClient() =>
        new(
            new HttpClientHandler
            {
                AllowAutoRedirect = false,
                ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            }
        )
        {
            BaseAddress = Address,
        };

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Configure(string directory, int plain, int secure, Uri[] servers)
    {
        WriteCertificate(directory);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx.conf"));
        if (servers.Length > 2)
            text = AddThird(text);
        foreach (
            var (there, here) in new[]
            {
                ("/var/run/nginx.pid", $"{directory}/nginx.pid"),
                ("/var/log/nginx/", $"{directory}/"),
                ("/var/cache/nginx/", $"{directory}/"),
                ("/etc/nginx/certificate/", $"{directory}/"),
                ("listen 80;", $"listen 127.0.0.1:{plain};"),
                ("listen 443 ssl http2;", $"listen 127.0.0.1:{secure} ssl http2;"),
                ("chat.example.com", "localhost"),
                ("livechat-1:8000", servers[0].Authority),
                ("livechat-2:8000", servers[Math.Min(1, servers.Length - 1)].Authority),
                ("http {\n", $"http {{\n{NginxProcess.TemporaryPaths(directory)}\n"),
            }
        )
        {
            Assert.Contains(there, text, StringComparison.Ordinal);
            text = text.Replace(there, here, StringComparison.Ordinal);
        }

        return text.Replace("livechat-3:8000", servers[^1].Authority, StringComparison.Ordinal);
    }

    /// <summary>Writes every line about the second server once more for a third, and the second one's upstream too.</summary>
    private static string AddThird(string text)
    {
        var upstream = SecondUpstream().Match(text);
        Assert.True(upstream.Success);
        text = text.Insert(upstream.Index, $"{Third(upstream.Value)}\n");
        return SecondInLists().Replace(text, line => $"{line.Value}{Third(line.Value)}");
    }

    private static string Third(string second) =>
        second.Replace("livechat-2", "livechat-3", StringComparison.Ordinal).Replace("livechat_2", "livechat_3", StringComparison.Ordinal);

    [GeneratedRegex(@"^    upstream livechat_2 \{\n(?:.*\n)*?    \}\n", RegexOptions.Multiline)]
    private static partial Regex SecondUpstream();

    [GeneratedRegex(@"^        (?:server livechat-2:8000 .+|""~\^ livechat-2.+)\n", RegexOptions.Multiline)]
    private static partial Regex SecondInLists();

    private static void WriteCertificate(string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(directory, "fullchain.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "privkey.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}

/// <summary>A test behind a real nginx. Without one it is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NginxTheoryAttribute : TheoryAttribute
{
    public NginxTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") != "all")
            Skip = NginxProcess.MissingReason;
    }
}

/// <inheritdoc cref="NginxTheoryAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") != "all")
            Skip = NginxProcess.MissingReason;
    }
}
