using System.Net.Http.Json;

namespace LiveChat.Bench;

/// <summary>
/// What one who asks for too much costs two good pairs: the same talk beside each kind of abuse, and undisturbed. All limits are on but
/// those that count over minutes, which would end the abuse before it is measured.
/// </summary>
internal static class AbuseScenario
{
    private const int SearchedMessages = 200_000;
    private const int Conversations = 300;

    private static readonly string[] Settings =
    [
        "--Limits:Enabled=true",
        "--Registration:Enabled=true",
        "--Limits:Send=1000000/1",
        "--Limits:NewConversations=1000000/1",
        "--Limits:LoginFailures=1000000/1",
        "--Limits:LoginFailuresPerAddress=1000000/1",
        "--Limits:Registrations=1000000/1",
        "--Limits:SignIns=1000000/1",
        "--Limits:Upload=1000000/1",
    ];

    /// <summary>The talk goes on for a moment before the abuse begins, so that pairs are not kept from signing in.</summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        target.Settings = Settings;
        var template = Directory.CreateTempSubdirectory("livechat-bench-").FullName;
        try
        {
            await PrepareAsync(target, template, cancellationToken);
            var rows = new List<Dictionary<string, object>>();
            foreach (var kind in Abuse.Kinds.Where(k => options.Kind is null || k.Name == options.Kind))
                rows.Add(await MeasureAsync(options, target, template, kind, cancellationToken));
            Report.Print(rows);
        }
        finally
        {
            Directory.Delete(template, recursive: true);
        }
    }

    /// <summary>Prepares one account with many conversations and many messages to search through.</summary>
    private static async Task PrepareAsync(ProductTarget target, string directory, CancellationToken cancellationToken)
    {
        long searched = 0;
        await using (var server = await target.StartAsync(cancellationToken, directory))
        {
            var token = (await ProductTarget.SignInAsync(server, Abuse.Role, 1, cancellationToken))[0];
            await ProductTarget.SignInAsync(server, "merchant", Conversations, cancellationToken);
            for (var i = 0; i < Conversations; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/conversations")
                {
                    Content = JsonContent.Create(new { target_user_id = $"merchant-{i}" }),
                };
                request.Headers.Authorization = new("Bearer", token);
                searched = (await ProductTarget.SendAsync(server, request, cancellationToken)).GetProperty("id").GetInt64();
            }
        }

        Seed.Write(directory, Seed.Messages(searched, $"{Abuse.Role}-0", SearchedMessages));
    }

    private static async Task<Dictionary<string, object>> MeasureAsync(
        Options options,
        ProductTarget target,
        string template,
        Abuse kind,
        CancellationToken cancellationToken
    )
    {
        var directory = Directory.CreateTempSubdirectory("livechat-bench-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(template, "livechat.db*"))
                File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
            await using var server = await target.StartAsync(cancellationToken, directory);
            var token = (await ProductTarget.SignInAsync(server, Abuse.Role, 1, cancellationToken))[0];
            var abusing = StartLaterAsync(kind, server.Port, token, cancellationToken);
            var run = new SendRun(options with { Pairs = 2, Rate = options.Rate > 0 ? options.Rate : 50, Deaf = 0 });
            var row = await run.MeasureAsync(target, [server], cancellationToken);
            var peak = server.PeakMemory;
            await using var abuser = await abusing;
            var (asked, refused, failure) = await abuser.StopAsync();
            return new Dictionary<string, object>
            {
                ["scenario"] = "abuse",
                ["kind"] = kind.Name,
                ["p50_ms"] = row["p50_ms"],
                ["p99_ms"] = row["p99_ms"],
                ["longest_ms"] = row["longest_ms"],
                ["not_delivered"] = row["not_delivered"],
                ["server_peak_mb"] = Math.Round(peak / 1e6),
                ["asked"] = asked,
                ["refused_429_503"] = refused,
                ["failed"] = failure,
            };
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Abuser> StartLaterAsync(Abuse kind, int port, string token, CancellationToken cancellationToken)
    {
        await Task.Delay(HeadStart, cancellationToken);
        return Abuser.Start(kind, port, token);
    }
}
