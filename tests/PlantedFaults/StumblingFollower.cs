using System.Globalization;
using LiveChat.Application.Events;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Configuration;

namespace LiveChat.PlantedFaults;

/// <summary>
/// A follower that fails one time in ten, and writes down what it has followed: a line for each event, in the file that the setting names.
/// </summary>
public sealed class StumblingFollower(IConfiguration settings) : IFollow<MessagePosted>, IFollow<MessageRecalled>
{
    public const string Setting = "FollowedFile";

    private const int FailsOneIn = 10;

    public Task FollowAsync(MessagePosted domainEvent, CancellationToken cancellationToken) =>
        NoteAsync("posted", domainEvent, domainEvent.Message.Sequence);

    public Task FollowAsync(MessageRecalled domainEvent, CancellationToken cancellationToken) =>
        NoteAsync("recalled", domainEvent, domainEvent.Message.Sequence);

    private Task NoteAsync(string what, ConversationEvent domainEvent, long sequence)
    {
        if (Random.Shared.Next(FailsOneIn) == 0)
            throw new InvalidOperationException("It stumbles.");
        return File.AppendAllTextAsync(
            settings[Setting]!,
            string.Create(CultureInfo.InvariantCulture, $"{what} {domainEvent.Conversation.Id.Value} {sequence}\n")
        );
    }
}
