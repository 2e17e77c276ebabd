using System.Net;
using System.Net.Sockets;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Media.Storage.S3;

/// <summary>What failures of an S3 store mean, and what an operator can do.</summary>
internal static class S3Faults
{
    /// <summary>Whether an exception says that the store or the way to it is at fault.</summary>
    public static bool IsOfStore(Exception exception) =>
        exception
            is AmazonServiceException
                or AmazonClientException
                or HttpRequestException
                or IOException
                or SocketException
                or TimeoutException
                // Something else than a store answers there, such as the page of a proxy.
                or XmlException
                or OperationCanceledException;

    /// <summary>Whether the store has answered that it will not do it. Otherwise it may have done it all the same.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };

    /// <summary>The failure in one line, without anything secret: the store's code and message, or what the connection says.</summary>
    public static string Describe(Exception exception) =>
        exception switch
        {
            OperationCanceledException => "no answer in time",
            AmazonServiceException { ErrorCode: { Length: > 0 } code } service when code != service.Message =>
                $"{code}: {OnOneLine(service.Message)}",
            _ => OnOneLine(exception.GetBaseException().Message),
        };

    /// <summary>The sentence for a server that can't start.</summary>
    /// <param name="permission">What was tried, as S3 names it.</param>
    public static string Explain(FileStorageException exception, S3Settings settings, string permission)
    {
        var cause = exception.InnerException ?? exception;
        var store = settings.Endpoint ?? $"Amazon S3 in {settings.Region}";
        var why = Describe(cause);
        if (cause is not AmazonServiceException { StatusCode: not 0 } service)
        {
            var way = settings.IsPathStyle
                ? ""
                : $", that {settings.Bucket}.<its host> leads there too (otherwise set Media:S3:PathStyle=true)";
            return $"Media:S3:Endpoint: {store} can't be reached ({why}). Check that the store runs there{way}, and that this machine may connect.";
        }

        return service.ErrorCode switch
        {
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" =>
                $"Media:S3:AccessKey or Media:S3:SecretKey is refused by {store} ({why}). Give a pair of keys that the store has handed out.",
            "NoSuchBucket" => $"Media:S3:Bucket: there is no bucket '{settings.Bucket}' at {store}. Create it, or correct its name.",
            "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
                $"Media:S3:Region or Media:S3:Endpoint is not that of the bucket '{settings.Bucket}' ({why}). Give the region that the bucket lies in.",
            "RequestTimeTooSkewed" => $"{store} refuses this machine's clock ({why}). Set the clock, for example with NTP.",
            _ when service.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized =>
                $"Media:S3:AccessKey may not do everything in the bucket '{settings.Bucket}' ({permission}: {why}). Allow it s3:PutObject, s3:GetObject, s3:DeleteObject and s3:ListBucket there.",
            _ =>
                $"Media:S3:Bucket: the bucket '{settings.Bucket}' at {store} can't be used ({permission}: {why}). Check the settings of Media:S3 and the store's own log.",
        };
    }

    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
