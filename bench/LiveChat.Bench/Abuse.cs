using System.Net.Http.Json;
using System.Text;

namespace LiveChat.Bench;

/// <summary>One kind of asking for too much.</summary>
internal sealed record Abuse(string Name, Func<AbuseRun, CancellationToken, Task> RunAsync)
{
    /// <summary>The role of the abusing account, for the kinds that need one that is signed in.</summary>
    public const string Role = "buyer";

    private static readonly string WideJson =
        $"{{{string.Join(',', Enumerable.Range(0, 1_500).Select(i => $"\"p{i}\":1"))},\"username\":\"a\"}}";

    private static readonly string UnfinishedBody =
        "POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
        + $"{{\"a\":\"{new string('x', 900_000)}";

    public static readonly Abuse[] Kinds =
    [
        new("none", (_, ct) => Task.Delay(Timeout.Infinite, ct)),
        new("registrations", (run, ct) => run.RepeatAsync(4, Register, ct)),
        new("sign-ins", (run, ct) => run.RepeatAsync(16, SignIn, ct)),
        new(
            "searches",
            (run, ct) =>
                run.RepeatAsync(16, (http, i, token) => http.GetAsync($"/api/messages?search=nothing {i}", token), ct, isSignedIn: true)
        ),
        new(
            "wide-json",
            (run, ct) => run.RepeatAsync(16, (http, _, token) => http.PostAsync("/api/auth/login", Json(WideJson), token), ct)
        ),
        new("openapi", (run, ct) => run.RepeatAsync(8, (http, i, token) => http.GetAsync($"/openapi/v1.json?{i}", token), ct)),
        new("heads", PipelineHeadsAsync),
        new(
            "tiny-parts",
            (run, ct) => run.RepeatAsync(4, (http, _, token) => http.PostAsync("/api/uploads", TinyParts(), token), ct, isSignedIn: true)
        ),
        new("slow-bodies", (run, ct) => run.HoldAsync(450, UnfinishedBody, ct)),
        new("long-polls", PollAsync),
        new("moving-pictures", (run, ct) => run.RepeatAsync(20, SendMovingPicture, ct, isSignedIn: true)),
        new("connections", (run, ct) => run.ConnectAsync(8, ct)),
        new(
            "lists",
            (run, ct) =>
                run.RepeatAsync(16, (http, _, token) => http.GetAsync("/api/conversations?page_size=100", token), ct, isSignedIn: true)
        ),
        new("passwords", (run, ct) => run.RepeatAsync(16, ChangePassword, ct, isSignedIn: true)),
    ];

    private const int Frames = 55;

    /// <summary>One flat frame of 1000x1000, without loss: little to send and much to decode.</summary>
    private static readonly byte[] Frame = Convert.FromBase64String(
        "L+fD+QAHULPOlLn/AQFJ0v//ZET/M/7zn//85z//+c9//vOf//znP//5z3/+85///Oc///nPf/7zn//85z//JwM="
    );

    private static Task<HttpResponseMessage> Register(HttpClient http, int i, CancellationToken cancellationToken) =>
        http.PostAsJsonAsync(
            "/api/auth/register",
            new
            {
                username = $"abuser {i}",
                password = "a long password 1",
                role = "buyer",
            },
            cancellationToken
        );

    private static Task<HttpResponseMessage> SignIn(HttpClient http, int i, CancellationToken cancellationToken) =>
        http.PostAsJsonAsync("/api/auth/login", new { username = $"nobody {i % 50}", password = "a long password 1" }, cancellationToken);

    private static Task<HttpResponseMessage> ChangePassword(HttpClient http, int i, CancellationToken cancellationToken) =>
        http.PutAsJsonAsync(
            "/api/auth/password",
            new { current_password = $"a wrong password {i}", new_password = "a long password 1" },
            cancellationToken
        );

    private static Task<HttpResponseMessage> SendMovingPicture(HttpClient http, int i, CancellationToken cancellationToken) =>
        http.PostAsync("/api/uploads", MovingPicture(), cancellationToken);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>Sends many calls at once over one connection, without waiting for their answers.</summary>
    private static async Task PipelineHeadsAsync(AbuseRun run, CancellationToken cancellationToken)
    {
        var call = Encoding.UTF8.GetBytes("{\"type\":1,\"invocationId\":\"1\",\"target\":\"GetHeads\",\"arguments\":[{}]}\u001e");
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async _ =>
                {
                    using var socket = new HubSocket();
                    await socket.ConnectAsync(run.Port, $"access_token={run.Token}", cancellationToken);
                    var reading = Task.Run(() => socket.ReadAsync(run.Count, cancellationToken), cancellationToken);
                    await Task.Factory.StartNew(
                        () =>
                        {
                            while (!cancellationToken.IsCancellationRequested)
                                socket.Send(call);
                        },
                        cancellationToken,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    );
                    await reading;
                })
        );
    }

    private static async Task PollAsync(AbuseRun run, CancellationToken cancellationToken) =>
        await Task.WhenAll(
            Enumerable
                .Range(0, 300)
                .Select(async i =>
                {
                    using var http = run.CreateClient(isSignedIn: true);
                    while (!cancellationToken.IsCancellationRequested)
                    {
                        using var negotiated = await run.SendAsync(() =>
                            http.PostAsync("/hubs/chat/negotiate?negotiateVersion=1", null, cancellationToken)
                        );
                        if (!negotiated.IsSuccessStatusCode)
                        {
                            await Task.Delay(200, cancellationToken);
                            continue;
                        }

                        var id = (await negotiated.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(cancellationToken))
                            .GetProperty("connectionToken")
                            .GetString();
                        using var first = await run.SendAsync(() => http.GetAsync($"/hubs/chat?id={id}", cancellationToken));
                        using var greeting = new StringContent("{\"protocol\":\"json\",\"version\":1}\u001e");
                        using var handshake = await run.SendAsync(() => http.PostAsync($"/hubs/chat?id={id}", greeting, cancellationToken));
                        using var poll = await run.SendAsync(() => http.GetAsync($"/hubs/chat?id={id}", cancellationToken));
                    }
                })
        );

    private static StreamContent TinyParts()
    {
        var text = new StringBuilder("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n");
        text.Append('a', 300_000).Append("\r\n--b--\r\n");
        var content = new StreamContent(new TinyReads(Encoding.ASCII.GetBytes(text.ToString())), 1);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        return content;
    }

    private static MultipartFormDataContent MovingPicture()
    {
        byte[] frame = [.. new byte[6], 0xE7, 3, 0, 0xE7, 3, 0, 100, 0, 0, 2, .. Chunk("VP8L", Frame)];
        byte[] body =
        [
            .. "WEBP"u8,
            .. Chunk("VP8X", [0x0A, 0, 0, 0, 0xE7, 3, 0, 0xE7, 3, 0]),
            .. Chunk("ANIM", new byte[6]),
            .. Enumerable.Range(0, Frames).SelectMany(_ => Chunk("ANMF", frame)),
            .. Chunk("EXIF", new byte[100]),
        ];
        return new MultipartFormDataContent
        {
            { new ByteArrayContent([.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body]), "file", "moving.webp" },
        };
    }

    private static byte[] Chunk(string name, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length & 1]];

    /// <summary>Gives a byte at a time, so that each is a chunk of its own on the wire.</summary>
    private sealed class TinyReads(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..1], cancellationToken);
    }
}
