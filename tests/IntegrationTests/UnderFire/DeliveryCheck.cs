using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>
/// Many send at once into one conversation; every connection of its members hears each message once, in sequence order and without a hole.
/// </summary>
internal static class DeliveryCheck
{
    private const int SendersAtOnce = 8;

    public static async Task RunAsync(ChatServer server, int messages, TimeSpan patience)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        ChatConnection[] tabs = [await buyer.ConnectAsync(), await merchant.ConnectAsync(), await merchant.ConnectAsync()];
        try
        {
            await Parallel.ForAsync(
                0,
                messages,
                new ParallelOptions { MaxDegreeOfParallelism = SendersAtOnce },
                async (i, _) => await (i % 2 == 0 ? buyer.SendAsync(conversation, $"{i}") : tabs[1].SendAsync(conversation, $"{i}"))
            );

            foreach (var tab in tabs)
            {
                await Eventually.Async(
                    () => Sequences(tab).Count >= messages,
                    () => $"{Sequences(tab).Count} of {messages} came.",
                    patience
                );
                Assert.Equal(Enumerable.Range(1, messages).Select(i => (long)i), Sequences(tab));
            }
        }
        finally
        {
            foreach (var tab in tabs)
                await tab.DisposeAsync();
        }

        static List<long> Sequences(ChatConnection tab) => [.. tab.Events("MessageReceived").Select(m => m.Number("sequence"))];
    }
}
