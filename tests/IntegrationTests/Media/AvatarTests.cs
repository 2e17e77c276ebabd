using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Media;

/// <summary>Uploaded pictures as avatars.</summary>
[Collection(RestTests.Name)]
public sealed class AvatarTests(ChatServer server)
{
    private static string PathOf(System.Text.Json.JsonElement user) => new Uri(user.Text("avatar_url")).AbsolutePath;

    [Fact]
    public async Task Profile_WhenAPictureIsGiven_ShouldBecomeASquareThatEverybodySees()
    {
        var user = await server.CreateMerchantAsync();
        var attachment = await user.UploadAsync("me.jpg", SampleFiles.Jpeg(600, 300)).ShouldBe(201);

        var updated = await user.PutAsync("/api/users/me", new { avatar_attachment_id = attachment.Id() }).ShouldBe(200);

        Assert.StartsWith("/media/avatars/", PathOf(updated), StringComparison.Ordinal);
        using var response = await server.Anonymous.GetAsync(PathOf(updated));
        Assert.Equal("image/webp", response.Content.Headers.ContentType!.MediaType);
        using var avatar = NetVips.Image.NewFromBuffer(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal((192, 192), (avatar.Width, avatar.Height));
        Assert.Equal(
            updated.Text("avatar_url"),
            (await (await server.CreateBuyerAsync()).GetAsync($"/api/users/{user.Id}").ShouldBe(200)).Text("avatar_url")
        );
        // Said again, it is done already; for a message it is gone.
        Assert.Equal(
            updated.Text("avatar_url"),
            (await user.PutAsync("/api/users/me", new { avatar_attachment_id = attachment.Id() }).ShouldBe(200)).Text("avatar_url")
        );
        await Answer.ReadAsync(await server.Anonymous.GetAsync(new Uri(attachment.Text("url")).AbsolutePath)).ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task Profile_WhenManyTakePicturesAtOnce_ShouldEndWithOneThatIsThere()
    {
        var user = await server.CreateMerchantAsync();
        long[] attachments =
        [
            (await user.UploadAsync("a.png", SampleFiles.Png()).ShouldBe(201)).Id(),
            (await user.UploadAsync("b.png", SampleFiles.Png()).ShouldBe(201)).Id(),
        ];

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => user.PutAsync("/api/users/me", new { avatar_attachment_id = attachments[i % 2] }))
        );

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        using var response = await server.Anonymous.GetAsync(PathOf(await user.GetAsync("/api/auth/me").ShouldBe(200)));
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Profile_WhenTheAttachmentIsNoneOfOnesOwn_ShouldBeRefused()
    {
        var (user, other) = (await server.CreateBuyerAsync(), await server.CreateBuyerAsync());
        var theirs = await other.UploadAsync("me.png", SampleFiles.Png()).ShouldBe(201);
        var document = await user.UploadAsync("me.pdf", SampleFiles.Pdf()).ShouldBe(201);

        foreach (var id in new[] { theirs.Id(), document.Id(), long.MaxValue })
            await user.PutAsync("/api/users/me", new { avatar_attachment_id = id })
                .ShouldBeProblem("validation_failed", "avatar_attachment_id");
    }

    [Fact]
    public async Task User_WhenTheAdminGivesAPicture_ShouldShowIt()
    {
        var first = await server.Admin.UploadAsync("a.png", SampleFiles.Png()).ShouldBe(201);
        var second = await server.Admin.UploadAsync("b.png", SampleFiles.Png()).ShouldBe(201);

        var created = await server
            .Admin.PostAsync(
                "/api/users",
                new
                {
                    username = "somebody",
                    role = "buyer",
                    avatar_attachment_id = first.Id(),
                }
            )
            .ShouldBe(201);
        var updated = await server
            .Admin.PutAsync(
                $"/api/users/{created.Text("id")}",
                new
                {
                    username = "somebody",
                    role = "buyer",
                    avatar_attachment_id = second.Id(),
                }
            )
            .ShouldBe(200);

        Assert.Contains("/media/avatars/", created.Text("avatar_url"), StringComparison.Ordinal);
        Assert.NotEqual(created.Text("avatar_url"), updated.Text("avatar_url"));
        Assert.Equal(200, (int)(await server.Anonymous.GetAsync(PathOf(updated))).StatusCode);
    }
}
