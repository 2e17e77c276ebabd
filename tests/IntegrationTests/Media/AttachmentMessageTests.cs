using LiveChat.IntegrationTests.Support;
using static LiveChat.IntegrationTests.Support.Uploading;

namespace LiveChat.IntegrationTests.Media;

/// <summary>Files on their way through a conversation.</summary>
[Collection(HubTests.Name)]
public sealed class AttachmentMessageTests(ChatServer server)
{
    private Task<int> StatusOfAsync(string url) => GetStatusAsync(new Uri(url).AbsolutePath);

    private async Task<int> GetStatusAsync(string path)
    {
        using var response = await server.Anonymous.GetAsync(path);
        return (int)response.StatusCode;
    }

    [Theory]
    [InlineData("image", "a.png")]
    [InlineData("file", "a.pdf")]
    [InlineData("voice", "a.webm")]
    public async Task Send_WhenItCarriesAFile_ShouldShowItEverywhere(string type, string name)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var connection = await merchant.ConnectAsync();
        byte[] content =
            type == "image" ? SampleFiles.Png()
            : type == "file" ? SampleFiles.Pdf()
            : SampleFiles.WebM();
        var attachment = await buyer.UploadAsync(name, content, durationMs: 1500).ShouldBe(201);

        var sent = await buyer
            .PostAsync($"/api/conversations/{conversation}/messages", DraftOf(attachment.Id(), type, "caption"))
            .ShouldBe(201);

        sent.ShouldBeMessage();
        Assert.Equal((type, "caption"), (sent.Text("type"), sent.Text("content")));
        var expected = attachment.ToString();
        Assert.Equal(expected, sent.GetProperty("attachment").ToString());
        Assert.Equal(
            expected,
            (await connection.WaitForAsync("MessageReceived", m => m.Id() == sent.Id())).GetProperty("attachment").ToString()
        );
        Assert.Equal(
            expected,
            (await merchant.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200))
                .Results()[0]
                .GetProperty("attachment")
                .ToString()
        );
        Assert.Equal(
            expected,
            (await merchant.GetAsync($"/api/conversations/{conversation}/messages?since_revision=0").ShouldBe(200))
                .Results()[0]
                .GetProperty("attachment")
                .ToString()
        );
        Assert.Equal(
            expected,
            (await merchant.GetAsync($"/api/messages?conversation_id={conversation}&type={type}").ShouldBe(200))
                .Results()[0]
                .GetProperty("attachment")
                .ToString()
        );
        Assert.Equal(
            expected,
            (await merchant.ReadConversationAsync(conversation)).GetProperty("last_message").GetProperty("attachment").ToString()
        );
        Assert.Equal(
            expected,
            (await server.Admin.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200))
                .Results()[0]
                .GetProperty("attachment")
                .ToString()
        );
    }

    [Theory]
    [InlineData("image", "a.png", "[图片]")]
    [InlineData("file", "报价单.pdf", "报价单.pdf")]
    [InlineData("voice", "a.webm", "[语音]")]
    public async Task Quote_WhenOfAFileWithoutCaption_ShouldSayWhatItIsUntilItIsGone(string type, string name, string excerpt)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        byte[] content =
            type == "image" ? SampleFiles.Png()
            : type == "file" ? SampleFiles.Pdf()
            : SampleFiles.WebM();
        var quoted = await buyer.SendFileAsync(conversation, type, name, content);
        await using var connection = await buyer.ConnectAsync();
        var path = $"/api/conversations/{conversation}/messages";
        var draft = new
        {
            client_message_id = "answer",
            type = "text",
            content = "yes",
            reply_to_id = quoted.Id(),
        };

        var answers = new[]
        {
            await merchant.PostAsync(path, draft).ShouldBe(201),
            await merchant.PostAsync(path, draft).ShouldBe(200),
            await connection.WaitForAsync("MessageReceived", m => m.Text("content") == "yes"),
            (await buyer.GetAsync(path).ShouldBe(200)).Results()[1],
            (await buyer.ReadConversationAsync(conversation)).GetProperty("last_message"),
        };

        Assert.All(answers, answer => Assert.Equal(excerpt, answer.GetProperty("reply_to").Text("excerpt")));
        await buyer.RecallAsync(quoted.Id());
        Assert.Equal("", (await buyer.GetAsync(path).ShouldBe(200)).Results()[1].GetProperty("reply_to").Text("excerpt"));
    }

    [Fact]
    public async Task Send_WhenTheSameAgain_ShouldGiveTheFirst()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var attachment = (await buyer.UploadAsync("a.png", SampleFiles.Png()).ShouldBe(201)).Id();
        var draft = DraftOf(attachment, "image", clientMessageId: "the-same");
        var path = $"/api/conversations/{conversation}/messages";
        var first = await buyer.PostAsync(path, draft).ShouldBe(201);

        Assert.Equal(first.ToString(), (await buyer.PostAsync(path, draft).ShouldBe(200)).ToString());
        var other = (await buyer.UploadAsync("b.png", SampleFiles.Png()).ShouldBe(201)).Id();
        await buyer.PostAsync(path, DraftOf(other, "image", clientMessageId: "the-same")).ShouldBeProblem("conflict");
        await buyer.RecallAsync(first.Id());
        var again = await buyer.PostAsync(path, draft).ShouldBe(200);
        Assert.True(again.IsNull("attachment"));
    }

    [Fact]
    public async Task Send_WhenTheAttachmentIsTakenOrAnothers_ShouldBeRefused()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var path = $"/api/conversations/{conversation}/messages";
        var attachment = (await buyer.UploadAsync("a.png", SampleFiles.Png()).ShouldBe(201)).Id();

        await merchant.PostAsync(path, DraftOf(attachment, "image")).ShouldBeProblem("validation_failed", "attachment_id");
        await buyer.PostAsync(path, DraftOf(attachment, "file")).ShouldBeProblem("validation_failed", "attachment_id");
        await buyer.PostAsync(path, DraftOf(attachment, "voice")).ShouldBeProblem("validation_failed", "attachment_id");
        await buyer.PostAsync(path, DraftOf(attachment, "text", "hello")).ShouldBeProblem("validation_failed", "attachment_id");
        await buyer.PostAsync(path, DraftOf(long.MaxValue, "image")).ShouldBeProblem("validation_failed", "attachment_id");
        await buyer.PostAsync(path, DraftOf(attachment, "image")).ShouldBe(201);
        await buyer.PostAsync(path, DraftOf(attachment, "image")).ShouldBeProblem("validation_failed", "attachment_id");
        Assert.Equal(1, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }

    [Fact]
    public async Task Send_WhenManyRaceForOneAttachment_ShouldMakeOneMessage()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var attachment = (await buyer.UploadAsync("a.png", SampleFiles.Png()).ShouldBe(201)).Id();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => buyer.PostAsync($"/api/conversations/{conversation}/messages", DraftOf(attachment, "image")))
        );

        Assert.Equal((1, 19), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 400)));
    }

    [Fact]
    public async Task File_WhenItsMessageIsGone_ShouldBeNotFoundFromThenOn()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var recalled = await buyer.SendFileAsync(conversation, "image", "a.png", SampleFiles.Png());
        var removed = await buyer.SendFileAsync(conversation, "file", "a.pdf", SampleFiles.Pdf());
        string[] urls =
        [
            recalled.GetProperty("attachment").Text("url"),
            recalled.GetProperty("attachment").Text("thumbnail_url"),
            removed.GetProperty("attachment").Text("url"),
        ];
        Assert.All(await Task.WhenAll(urls.Select(StatusOfAsync)), status => Assert.Equal(200, status));

        await buyer.RecallAsync(recalled.Id());
        using (var response = await server.Admin.Http.DeleteAsync($"/api/messages/{removed.Id()}?reason=spam"))
            Assert.Equal(204, (int)response.StatusCode);

        Assert.All(await Task.WhenAll(urls.Select(StatusOfAsync)), status => Assert.Equal(404, status));
        var messages = (await merchant.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200)).Results();
        Assert.All(messages, m => Assert.True(m.IsNull("attachment")));
    }
}
