using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace LiveChat.IntegrationTests.Support.Storage;

/// <summary>
/// A Ceph Object Gateway of the tests' own, which speaks S3 as in production: it checks signatures and checksums. Its monitor, its store
/// (in memory) and the gateway run on free ports of the loopback, with their files in a temporary folder. They end with the process that
/// started them, however that one ends.
/// </summary>
internal sealed class RadosGateway
{
    public const string AccessKey = "LIVECHATTESTS";
    public const string SecretKey = "secret-of-the-livechat-tests-0123456789";

    /// <summary>The host name under which buckets are host names too: <c>bucket.s3.test</c>.</summary>
    public const string HostName = "s3.test";

    /// <summary>
    /// The life of the programs, from their creation to their end, in the way of the tests' PostgreSQL: the end comes with the end of the
    /// script's input. What it prints is "ready", or says what failed.
    /// </summary>
    private const string Life = """
        exec 3<&0
        folder=$0 access=$1 secret=$2 monitor=$3 cluster=$4
        with="--no-mon-config -c $folder/ceph.conf"
        start() {
          monmaptool $with --create --addv a "[$monitor]" --fsid "$cluster" "$folder/monmap" || return
          ceph-mon $with --mkfs --id a --monmap "$folder/monmap" || return
          ceph-mon $with --id a -f & mon=$!
          ceph -c "$folder/ceph.conf" --connect-timeout 60 osd create || return
          ceph-osd $with --id 0 --mkfs || return
          ceph-osd $with --id 0 -f & osd=$!
          radosgw $with -n client.rgw -f & gateway=$!
          radosgw-admin $with user create --uid tests --display-name tests --access-key "$access" --secret-key "$secret"
        }
        (
          trap '' HUP INT TERM
          start >"$folder/start.log" 2>&1 3<&- && echo ready || tail -n 20 "$folder/start.log"
          exec >/dev/null 2>&1
          cat <&3
          kill -9 $gateway $osd $mon
          wait
          rm -rf "$folder"
        ) &
        """;

    private static readonly string[] Programs = ["ceph", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin"];

    /// <summary>Generous, because the machine may be busy.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private static readonly Lazy<Task<RadosGateway>> OfThisProcess = new(StartAsync);

    private RadosGateway(Uri address) => Address = address;

    /// <summary>The gateway that all tests of this process share; it is started for the first of them.</summary>
    public static Task<RadosGateway> Shared => OfThisProcess.Value;

    /// <summary>Why tests with an S3 store can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        Programs.All(IsInstalled)
            ? null
            : "No Ceph Object Gateway was found. Install it (on Debian: apt-get install radosgw ceph-mon ceph-osd).";

    public Uri Address { get; }

    /// <summary>A client past the server.</summary>
    public IAmazonS3 CreateClient() =>
        new AmazonS3Client(
            new BasicAWSCredentials(AccessKey, SecretKey),
            new AmazonS3Config
            {
                ServiceURL = Address.ToString(),
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }
        );

    private static bool IsInstalled(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/bin:/usr/sbin".Split(':').Any(d => File.Exists(Path.Combine(d, program)));

    private static async Task<RadosGateway> StartAsync()
    {
        if (MissingReason is { } reason)
            throw new InvalidOperationException(reason);
        var folder = Directory.CreateTempSubdirectory("livechat-s3-").FullName;
        var (gateway, monitor) = ($"127.0.0.1:{Loopback.FreePort()}", $"v1:127.0.0.1:{Loopback.FreePort()}");
        var cluster = Guid.NewGuid().ToString();
        await File.WriteAllTextAsync(Path.Combine(folder, "ceph.conf"), Configure(folder, cluster, gateway, monitor));
        foreach (var name in (string[])["mon", "osd", "run"])
            Directory.CreateDirectory(Path.Combine(folder, name));
        var life = Process.Start(
            new ProcessStartInfo("sh", ["-c", Life, folder, AccessKey, SecretKey, monitor, cluster])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                WorkingDirectory = "/",
            }
        )!;
        var told = (await life.StandardOutput.ReadToEndAsync().WaitAsync(Deadline)).Trim();
        if (told != "ready")
            throw new InvalidOperationException($"The Ceph Object Gateway did not start. {told}");
        var address = new Uri($"http://{gateway}");
        using var http = new HttpClient();
        await Eventually.Async(() => AnswersAsync(http, address), deadline: Deadline);
        // Until then the process object must not be collected, which would close the script's input.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => life.Dispose();
        return new RadosGateway(address);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>One copy of everything, in memory, in as few parts as possible.</summary>
    private static string Configure(string folder, string cluster, string gateway, string monitor) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            [global]
            fsid = {cluster}
            auth cluster required = none
            auth service required = none
            auth client required = none
            mon host = {monitor}
            mon initial members = a
            public addr = 127.0.0.1
            cluster addr = 127.0.0.1
            ms bind ipv6 = false
            run dir = {folder}/run
            admin socket = {folder}/run/$name.$pid.asok
            log file = {folder}/$name.log
            pid file = {folder}/run/$name.pid
            crash dir = {folder}/run
            keyring = /dev/null
            paxos propose interval = 0.02
            paxos min wait = 0.01
            mon data = {folder}/mon
            mon allow pool size one = true
            mon max pg per osd = 1000
            osd data = {folder}/osd
            osd objectstore = memstore
            memstore device bytes = 536870912
            osd pool default size = 1
            osd pool default min size = 1
            osd pool default pg num = 1
            osd crush chooseleaf type = 0
            rgw rados pool pg num min = 1
            rgw dns name = {HostName}
            [client.rgw]
            rgw frontends = beast endpoint={gateway}

            """
        );
}
