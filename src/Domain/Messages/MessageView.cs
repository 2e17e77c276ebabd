using LiveChat.Domain.Uploads;

namespace LiveChat.Domain.Messages;

/// <summary>A message with all that is shown of it. Made when the message is, or when it is read; it does not change.</summary>
/// <param name="quote">Of the message that it quotes, if it quotes one.</param>
/// <param name="attachment">The file that it carries, if it carries one.</param>
public sealed class MessageView(Message message, Quote? quote = null, Attachment? attachment = null)
{
    private object? _shown;

    public Message Message => message;

    public Quote? Quote => quote;

    public Attachment? Attachment => attachment;

    /// <summary>What the view looks like outside; made by whoever asks first, so that an answer and the pushes share it.</summary>
    public TShown ShownAs<TShown>(Func<MessageView, TShown> make)
        where TShown : class => (TShown)(_shown ??= make(this));
}
