using System.Net.Http.Json;
using LiveChat.IntegrationTests.Protocol;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Security;

/// <summary>A server with every door that a setting opens.</summary>
public sealed class OpenServer : IAsyncLifetime
{
    public ChatServer Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await ChatServer.StartAsync(
            "--Identity:Hosts:0:Issuer=https://shop.example.com",
            "--Identity:Hosts:0:Algorithm=HS256",
            "--Identity:Hosts:0:Key=0123456789abcdef0123456789abcdef"
        );

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}

public class AccessMatrixTests(OpenServer open) : IClassFixture<OpenServer>
{
    private const string AddRows = $"Add a row to tests/IntegrationTests/Security/AccessMatrix.cs, then run: {Repository.GenerateCommand}.";

    private readonly ChatServer _server = open.Server;

    public static TheoryData<string> Routes => [.. AccessMatrix.Routes.Select(r => r.Name)];

    public static TheoryData<string> HubMethods => [.. AccessMatrix.HubMethods.Select(r => r.Method)];

    [Fact]
    public void Routes_WhenMapped_ShouldEachHaveARow()
    {
        var rows = AccessMatrix.Routes.Select(r => r.Name).ToHashSet();
        var missing =
            from endpoint in _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            let name = $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"
            where
                method is not ("HEAD" or "OPTIONS")
                && !rows.Contains(name)
                && !rows.Contains(name.Replace("GET /hubs/chat/negotiate", "POST /hubs/chat/negotiate", StringComparison.Ordinal))
            select name;

        Assert.True(!missing.Any(), $"{AddRows} Without a row: {string.Join(", ", missing.Distinct())}");
    }

    [Fact]
    public void HubMethods_WhenDeclared_ShouldEachHaveARow()
    {
        var rows = AccessMatrix.HubMethods.Select(r => r.Method).Order(StringComparer.Ordinal).ToList();
        var declared = HubContract.Methods.Order(StringComparer.Ordinal).ToList();

        Assert.True(
            rows.SequenceEqual(declared),
            $"{AddRows} Rows: {string.Join(", ", rows)}. Hub methods: {string.Join(", ", declared)}."
        );
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_WhenCalledByEachCaller_ShouldAnswerAsTheMatrixSays(string name)
    {
        var row = AccessMatrix.Routes.Single(r => r.Name == name);
        var scene = await Scene.CreateAsync(_server);
        var answers = new List<int>();
        foreach (var caller in Enum.GetValues<Caller>())
        {
            using var request = new HttpRequestMessage(new HttpMethod(row.Method), row.Path(scene));
            if (row.Body?.Invoke(scene) is { } body)
                request.Content = JsonContent.Create(body);
            using var response = await (scene.Of(caller)?.Http ?? _server.Anonymous).SendAsync(request);
            answers.Add((int)response.StatusCode);
        }

        Assert.Equal(row.Statuses, answers);
    }

    [Theory]
    [MemberData(nameof(HubMethods))]
    public async Task HubMethod_WhenCalledByEachCaller_ShouldAnswerAsTheMatrixSays(string method)
    {
        var row = AccessMatrix.HubMethods.Single(r => r.Method == method);
        var scene = await Scene.CreateAsync(_server);
        var outcomes = new List<string>();
        foreach (var caller in Enum.GetValues<Caller>().Where(c => c != Caller.Anonymous))
        {
            await using var connection = await scene.Of(caller)!.ConnectAsync();
            outcomes.Add(await OutcomeAsync(connection.Hub, method, row.Argument(scene)));
        }

        Assert.Equal(row.Outcomes, outcomes);
    }

    [Fact]
    public void Documentation_WhenTheMatrixChanges_ShouldShowIt()
    {
        var shown = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

        Assert.True(AccessMatrix.PutInto(shown) == shown, $"The matrix in docs/security.md is stale. Run: {Repository.GenerateCommand}");
    }

    private static async Task<string> OutcomeAsync(HubConnection hub, string method, object argument)
    {
        try
        {
            await hub.InvokeAsync(method, argument);
            return "ok";
        }
        catch (HubException exception)
        {
            var text = exception.Message;
            var codes = new[] { "not_found", "forbidden", "unauthenticated", "validation_failed", "internal" };
            return codes.FirstOrDefault(code => text.Contains($"{code}: ", StringComparison.Ordinal)) ?? text;
        }
    }
}
