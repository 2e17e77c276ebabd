using System.Net;
using System.Text;
using System.Text.Unicode;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace LiveChat.WebApi.Web;

/// <summary>Refuses U+0000 and lone surrogates in URLs, as in bodies. The framework would let both through.</summary>
public static class AddressText
{
    public static IApplicationBuilder UseAddressTextCheck(this IApplicationBuilder app) => app.Use((context, next) =>
        IsText(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) ? next(context) : Problems.Malformed(context, null).ExecuteAsync(context));

    private static bool IsText(string target)
    {
        if (!target.Contains('%', StringComparison.Ordinal))
            return true;
        var encoded = Encoding.UTF8.GetBytes(target);
        var bytes = WebUtility.UrlDecodeToBytes(encoded, 0, encoded.Length);
        return Utf8.IsValid(bytes) && !bytes.Contains((byte)0);
    }
}
