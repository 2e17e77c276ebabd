using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Media;

public class UploadMemoryTests
{
    private const int Size = 128 * 1024 * 1024;

    [Fact]
    public async Task Upload_WhenLarge_ShouldNotTakeItsSizeInMemory()
    {
        using var directory = new TempDirectory();
        // A process of its own, so that its memory is nobody else's.
        await using var server = await ServerProcess.StartAsync(directory.Path, $"--Media:MaxFileSizeBytes={2L * Size}");
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        await UploadAsync(buyer, 1024 * 1024);
        var before = server.PeakMemory;

        // One after the other and at once.
        await UploadAsync(buyer, Size);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => UploadAsync(buyer, Size)));

        Assert.InRange(server.PeakMemory - before, 0, Size / 2);
    }

    [Fact]
    public async Task Upload_WhenAPictureIsWrittenAnew_ShouldNotTakeItsPixelsSeveralTimesInMemory()
    {
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartAsync(directory.Path);
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        await UploadAsync(buyer, SampleFiles.JpegFromATelephone());
        var before = server.PeakMemory;

        await UploadAsync(buyer, SampleFiles.JpegFromATelephone(8000, 5000));

        Assert.InRange(server.PeakMemory - before, 0, 8000L * 5000 * 3 * 2);
    }

    private static async Task UploadAsync(HttpClient client, byte[] picture)
    {
        using var form = Uploading.Form("photo.jpg", picture);
        await Answer.ReadAsync(await client.PostAsync("/api/uploads", form)).ShouldBe(201);
    }

    private static async Task UploadAsync(HttpClient client, int length)
    {
        using var form = new LargeForm(length, saysItsLength: true);
        await Answer.ReadAsync(await client.PostAsync("/api/uploads", form)).ShouldBe(201);
    }
}
