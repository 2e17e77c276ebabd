namespace LiveChat.IntegrationTests.Media;

/// <summary>What a browser posts to <c>/api/uploads</c>.</summary>
internal static class UploadForm
{
    /// <param name="length">The size of the text file in it, in bytes.</param>
    public static MultipartFormDataContent Of(int length)
    {
        var file = new byte[length];
        Array.Fill(file, (byte)'a');
        return new MultipartFormDataContent { { new ByteArrayContent(file), "file", "a.txt" } };
    }
}
