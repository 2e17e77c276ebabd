using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Media;

public sealed class HostileFileTests(MediaServer media) : IClassFixture<MediaServer>
{
    [Fact]
    public void Corpus_WhenCounted_ShouldBeLarge() => Assert.InRange(HostileFiles.All.Count, 60, 200);

    [Fact]
    public async Task Uploads_WhenHostile_ShouldBeRefusedWithoutATraceOrServedHarmlessly()
    {
        var failures = new List<string>();
        foreach (var file in HostileFiles.All)
        {
            var before = await media.Server.ListFilesAsync();
            var answer = await media.User.UploadAsync(file.Name, file.Content, file.ContentType);
            if (answer.Status != file.Status)
                failures.Add($"{file.Name}: {answer.Status} instead of {file.Status}: {answer.Text}");
            else if (answer.Status != 201 && !before.SequenceEqual(await media.Server.ListFilesAsync()))
                failures.Add($"{file.Name}: something was left on the disk");
            else if (answer.Status == 201 && await FindFaultAsync(answer.Body.Text("url"), answer.Body.Text("name")) is { } fault)
                failures.Add($"{file.Name}: {fault}");
        }

        Assert.Empty(failures);
        Assert.All(await media.Server.ListFilesAsync(), file => Assert.StartsWith("uploads/", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Uploads_WhenTheNameHasANull_ShouldBeRefused()
    {
        var before = await media.Server.ListFilesAsync();

        var answer = await media.User.UploadAsync("a\0.png", SampleFiles.Png());

        Assert.Equal(400, answer.Status);
        Assert.Equal(before, await media.Server.ListFilesAsync());
    }

    /// <returns>Null when the file can do no harm where it is shown.</returns>
    private async Task<string?> FindFaultAsync(string url, string name)
    {
        using var response = await media.Server.Anonymous.GetAsync(new Uri(url).AbsolutePath);
        if ((int)response.StatusCode != 200)
            return $"it is not served: {(int)response.StatusCode}";
        var contentType = response.Content.Headers.ContentType!.MediaType!;
        var disposition = response.Content.Headers.ContentDisposition!;
        if (
            response.Headers.GetValues("X-Content-Type-Options").Single() != "nosniff"
            || response.Headers.GetValues("Content-Security-Policy").Single() != "sandbox; default-src 'none'"
        )
            return "its headers let a browser run it";
        var isPicture = contentType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
        if (
            disposition.DispositionType != (isPicture ? "inline" : "attachment")
            || (!isPicture && contentType is not ("text/plain" or "application/pdf" or "application/msword"))
        )
            return $"it is served {disposition.DispositionType} as {contentType}";
        if (name.AsSpan().IndexOfAny("/\\<>") >= 0 || name.Contains("..", StringComparison.Ordinal))
            return $"its name is {name}";
        if (
            isPicture
            && Encoding
                .UTF8.GetString(await response.Content.ReadAsByteArrayAsync())
                .Contains(HostileFiles.Script, StringComparison.Ordinal)
        )
            return "the script in it was kept";
        return null;
    }
}
