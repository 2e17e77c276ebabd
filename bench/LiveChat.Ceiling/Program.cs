using System.Text.Json;
using LiveChat.Ceiling;

// The bare server that figures are compared with: Kestrel, SignalR and SQLite with group commit, and nothing else. It
// knows no users, no rights and no rules; whoever connects names the conversation whose messages they want.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder
    .Services.AddSingleton<MessageLog>()
    .ConfigureHttpJsonOptions(options => options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower)
    .AddSignalR()
    .AddJsonProtocol(options => options.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
var app = builder.Build();
app.Services.GetRequiredService<MessageLog>().Open(Path.Combine(app.Configuration["DataDirectory"]!, "ceiling.db"));
app.MapHub<LogHub>("/hubs/chat");
app.MapGet("/health/ready", () => "ok");
app.MapPost(
    "/api/conversations/{id:long}/messages",
    async (long id, SendCall body, MessageLog log) =>
        Results.Created((string?)null, await log.AppendAsync(body with { ConversationId = id }))
);
app.Run();
