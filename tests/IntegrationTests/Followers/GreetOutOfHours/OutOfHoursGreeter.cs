using System.Globalization;
using MediatR;
using Microsoft.Extensions.Configuration;

namespace LiveChat.IntegrationTests.Followers.GreetOutOfHours;

/// <summary>
/// The example of the documentation: whoever writes first out of hours is told when somebody will be there. In the product this file would
/// lie in <c>src/Application/Conversations/GreetOutOfHours</c>; no other file is touched.
/// </summary>
public sealed class OutOfHoursGreeter(IMediator mediator, TimeProvider clock, IConfiguration settings) : IFollow<MessagePosted>
{
    public async Task FollowAsync(MessagePosted domainEvent, CancellationToken cancellationToken)
    {
        var message = domainEvent.Message;
        if (message.Sequence != 1 || IsOpen())
            return;
        var host = domainEvent.Conversation.MemberIds().First(id => id != message.SenderId);
        // The id follows from the event, so that greeting twice is greeting once.
        var sent = await mediator.Send(
            new SendMessageCommand(
                new Actor(host, UserRole.Merchant, ""),
                message.ConversationId.Value,
                $"greeting-{message.Id}",
                "text",
                $"我们 {Opens} 开始营业，届时回复您。",
                null,
                null
            ),
            cancellationToken
        );
        // Tried again a little later; any other refusal would be the same then.
        if (sent is { Error.Kind: ErrorKind.Unavailable })
            throw new InvalidOperationException("The writer is busy.");
    }

    private string Opens => settings["Greeting:Opens"] ?? "09:00";

    private bool IsOpen()
    {
        var now = TimeOnly.FromDateTime(clock.GetLocalNow().DateTime);
        return now.IsBetween(
            TimeOnly.Parse(Opens, CultureInfo.InvariantCulture),
            TimeOnly.Parse(settings["Greeting:Closes"] ?? "18:00", CultureInfo.InvariantCulture)
        );
    }
}
