using System.Net;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Csv;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

/// <summary>A call of an endpoint: who calls, and the way to the use cases.</summary>
public sealed class ApiCall(HttpContext context)
{
    public HttpContext Context => context;

    /// <exception cref="InvalidOperationException">
    /// The request carries no token of this server; the endpoint must require authorization.
    /// </exception>
    public Actor Actor => context.ToActor();

    /// <summary>The client, where nobody is signed in yet.</summary>
    public ClientInfo Client => new(context.ClientAddress(), context.Request.Headers.UserAgent.ToString());

    /// <summary>By this method the framework makes the parameter of an endpoint.</summary>
    public static ValueTask<ApiCall?> BindAsync(HttpContext context) => new(new ApiCall(context));

    public Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request) =>
        context.RequestServices.GetRequiredService<IMediator>().Send(request, context.RequestAborted);

    /// <summary>Answers a list in the format that was asked for: a page as JSON, or all of it as a file.</summary>
    internal Task<IResult> ListAsync<T>(
        string? format,
        IRequest<Result<ListResult<T>>> page,
        IRequest<Result<Export<T>>> whole,
        CsvTable<T> table
    ) =>
        context.InFormatAsync(
            format,
            async () => await SendAsync(page).ToOk(),
            async () =>
            {
                var export = await SendAsync(whole);
                return export.IsSuccess ? new CsvResult<T>(export.Value, table) : new Problem(export.Error);
            }
        );
}

/// <summary>The page, the order and the format that every list takes.</summary>
public sealed record ListParameters(
    [FromQuery(Name = "sort")] string? Sort,
    [FromQuery(Name = "page")] int? Page,
    [FromQuery(Name = "page_size")] int? PageSize,
    [FromQuery(Name = "format")] string? Format
)
{
    public Paging Paging => Paging.Of(Page, PageSize);
}

/// <summary>Reads the actor and the client's address from a request.</summary>
public static class Callers
{
    /// <inheritdoc cref="ApiCall.Actor"/>
    public static Actor ToActor(this HttpContext context) => context.User.ToActor() with { Address = context.ClientAddress() };

    /// <summary>The client's IP address. A forwarded one is used only from a proxy in ForwardedHeaders:KnownNetworks.</summary>
    public static string? ClientAddress(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? Plain(address).ToString() : null;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
