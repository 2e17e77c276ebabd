using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LiveChat.IntegrationTests.Support;

/// <summary>Sends forms with files, as well-formed as the test wants them.</summary>
public static class Uploading
{
    public static async Task<Answer> UploadAsync(
        this ChatUser user,
        string name,
        byte[] content,
        string contentType = "application/octet-stream",
        int? durationMs = null
    ) => await Answer.ReadAsync(await user.Http.PostAsync("/api/uploads", Form(name, content, contentType, durationMs)));

    /// <summary>Uploads and sends it, and gives the message.</summary>
    public static async Task<JsonElement> SendFileAsync(
        this ChatUser user,
        long conversation,
        string type,
        string name,
        byte[] content,
        int? durationMs = null
    )
    {
        var attachment = await user.UploadAsync(name, content, durationMs: durationMs).ShouldBe(201);
        return await user.PostAsync($"/api/conversations/{conversation}/messages", DraftOf(attachment.Id(), type)).ShouldBe(201);
    }

    public static object DraftOf(long attachment, string type, string content = "", string? clientMessageId = null) =>
        new
        {
            client_message_id = clientMessageId ?? ChatUser.NewClientMessageId(),
            type,
            content,
            attachment_id = attachment,
        };

    /// <summary>The name goes out as it is, whatever is in it.</summary>
    /// <summary>The content of a text file of that many bytes.</summary>
    public static byte[] TextOf(int length)
    {
        var content = new byte[length];
        Array.Fill(content, (byte)'a');
        return content;
    }

    public static HttpContent Form(string name, byte[] content, string contentType = "application/octet-stream", int? durationMs = null)
    {
        const string Boundary = "boundary-of-the-tests";
        byte[] body =
        [
            .. durationMs is null
                ? []
                : Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"duration_ms\"\r\n\r\n{durationMs}\r\n"),
            .. Encoding.UTF8.GetBytes(
                $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {contentType}\r\n\r\n"
            ),
            .. content,
            .. Encoding.UTF8.GetBytes($"\r\n--{Boundary}--\r\n"),
        ];
        var form = new ByteArrayContent(body);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={Boundary}");
        return form;
    }
}
