using System.Globalization;
using LiveChat.Application.Common;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Web;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebApi.Hubs;

/// <summary>
/// The actor and the language of a connection, read when it opens, because neither can change. They are kept as a feature: the connection's
/// <c>Items</c> are a concurrent dictionary, which would take 700 bytes for this alone.
/// </summary>
internal sealed record HubCaller(Actor Actor, CultureInfo Language)
{
    public static HubCaller Of(HubCallerContext context) => context.Features.GetRequiredFeature<HubCaller>();

    public static void Remember(HubCallerContext context) => context.Features.Set(new HubCaller(
        context.User!.ToActor(),
        context.GetHttpContext() is { } http ? RequestLanguage.Of(http.Request) : CultureInfo.CurrentUICulture));
}
