using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Media;

public sealed class RemoveUnusedTests(MediaServer media) : IClassFixture<MediaServer>
{
    [Fact]
    public async Task Remove_WhenADayHasPassed_ShouldLeaveOnlyWhatIsUsed()
    {
        var (buyer, _, conversation) = await media.Server.CreatePairAsync();
        var sent = await buyer.SendFileAsync(conversation, "image", "sent.png", SampleFiles.Png());
        var recalled = await buyer.SendFileAsync(conversation, "image", "recalled.png", SampleFiles.Png());
        await buyer.RecallAsync(recalled.Id());
        var unused = await buyer.UploadAsync("unused.png", SampleFiles.Png()).ShouldBe(201);
        var replaced = await ShowAsync(buyer);
        var avatar = await ShowAsync(buyer);

        await media.Server.RemoveUnusedFilesAsync(TimeSpan.FromHours(23));

        Assert.DoesNotContain(await media.Server.ListFilesAsync(), f => f.Contains("recalled.png", StringComparison.Ordinal));
        Assert.Contains(await media.Server.ListFilesAsync(), f => f.EndsWith("unused.png", StringComparison.Ordinal));

        await media.Server.RemoveUnusedFilesAsync(TimeSpan.FromHours(25));

        Assert.DoesNotContain(await media.Server.ListFilesAsync(), f => f.Contains("unused.png", StringComparison.Ordinal));
        Assert.Contains(await media.Server.ListFilesAsync(), f => f.EndsWith("sent.png", StringComparison.Ordinal));
        Assert.Equal(200, (int)(await media.Server.Anonymous.GetAsync(avatar)).StatusCode);
        Assert.Equal(404, (int)(await media.Server.Anonymous.GetAsync(replaced)).StatusCode);
        Assert.Single(await media.Server.ListFilesAsync(), f => f.EndsWith("avatar.webp", StringComparison.Ordinal));
        Assert.Equal(
            200,
            (int)(await media.Server.Anonymous.GetAsync(UploadTests.PathOf(sent.GetProperty("attachment").Text("url")))).StatusCode
        );
        await buyer
            .PostAsync($"/api/conversations/{conversation}/messages", Uploading.DraftOf(unused.Id(), "image"))
            .ShouldBeProblem("validation_failed", "attachment_id");
    }

    /// <summary>Gives somebody a new avatar, and tells where it is.</summary>
    private static async Task<string> ShowAsync(ChatUser user)
    {
        var attachment = await user.UploadAsync("avatar.png", SampleFiles.Png()).ShouldBe(201);
        return UploadTests.PathOf(
            (await user.PutAsync("/api/users/me", new { avatar_attachment_id = attachment.Id() }).ShouldBe(200)).Text("avatar_url")
        );
    }
}
