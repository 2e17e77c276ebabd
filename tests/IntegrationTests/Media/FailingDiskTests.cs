using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Persistence;
using LiveChat.IntegrationTests.Support;
using LiveChat.IntegrationTests.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Media;

/// <summary>A disk that takes nothing: a file stands where a directory has to be.</summary>
public sealed class FailingDiskTests : IAsyncLifetime
{
    private ChatServer _server = null!;
    private ChatUser _user = null!;

    public async Task InitializeAsync()
    {
        _server = await ChatServer.StartAsync();
        _user = await _server.CreateBuyerAsync();
        Directory.CreateDirectory(_server.MediaPath);
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [DirectoryTheory]
    [InlineData("staged", "a.pdf")]
    [InlineData("uploads", "a.pdf")]
    [InlineData("uploads", "photo.jpg")]
    public async Task Upload_WhenItCanNotBeKept_ShouldSaySoAndLeaveNothing(string directory, string name)
    {
        var obstacle = Path.Combine(_server.MediaPath, directory);
        if (Directory.Exists(obstacle))
            Directory.Delete(obstacle);
        await File.WriteAllTextAsync(obstacle, "");

        await _user
            .UploadAsync(name, name == "a.pdf" ? SampleFiles.Pdf() : SampleFiles.JpegFromATelephone())
            .ShouldBeProblem("unavailable");

        Assert.Equal(
            [obstacle],
            Directory
                .EnumerateFiles(_server.MediaPath, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) is not (".livechat.lock" or FileStoreMark.FileName))
        );
        Assert.Equal(0, await CountAttachmentsAsync());

        File.Delete(obstacle);
        await _user.UploadAsync("b.pdf", SampleFiles.Pdf()).ShouldBe(201);
        Assert.Equal(1, await CountAttachmentsAsync());
    }

    private async Task<int> CountAttachmentsAsync()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Attachments.CountAsync();
    }
}
