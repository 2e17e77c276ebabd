using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LiveChat.IntegrationTests.Support;

/// <summary>JSON Web Tokens made by hand, so that a test can make those that no library would.</summary>
internal static class SignedToken
{
    public static string Hs256(object claims, string key) =>
        Create("HS256", claims, unsigned => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), unsigned));

    /// <param name="algorithm">What the header says.</param>
    public static string Create(string algorithm, object claims, Func<byte[], byte[]> sign) =>
        Create(new { alg = algorithm, typ = "JWT" }, claims, sign);

    public static string Create(object header, object claims, Func<byte[], byte[]> sign)
    {
        var unsigned = $"{Encode(header)}.{Encode(claims)}";
        return $"{unsigned}.{ToBase64Url(sign(Encoding.ASCII.GetBytes(unsigned)))}";
    }

    public static JsonElement ReadClaims(string token) => JsonElement.Parse(FromBase64Url(token.Split('.')[1]));

    /// <summary>The same token with another payload and the old signature.</summary>
    public static string WithPayload(string token, string payload)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{ToBase64Url(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }

    /// <summary>The same token with its signature spelled otherwise: the last character has bits that count for nothing.</summary>
    public static string Respelled(string token)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return $"{token[..^1]}{Alphabet[Alphabet.IndexOf(token[^1], StringComparison.Ordinal) ^ 1]}";
    }

    private static string Encode(object value) => ToBase64Url(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string ToBase64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] FromBase64Url(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
