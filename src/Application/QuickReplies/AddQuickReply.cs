namespace LiveChat.Application.QuickReplies;

/// <summary>Adds a quick reply at the end of the actor's list: at most 10 groups of 10.</summary>
public sealed record AddQuickReplyCommand(Actor Actor, QuickReplyText Text) : IRequest<Result<QuickReplyDto>>, ISignedInRequest;

public sealed class AddQuickReplyValidator : AbstractValidator<AddQuickReplyCommand>
{
    public AddQuickReplyValidator() => Include(new QuickReplyRules<AddQuickReplyCommand>(c => c.Text));
}

public sealed class AddQuickReplyHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies, TimeProvider clock)
    : IRequestHandler<AddQuickReplyCommand, Result<QuickReplyDto>>
{
    public async Task<Result<QuickReplyDto>> Handle(AddQuickReplyCommand request, CancellationToken cancellationToken)
    {
        var added = await unitOfWork.ExecuteAsync<Result<QuickReply>>(
            async ct =>
            {
                var own = await quickReplies.FindAsync(request.Actor.UserId, ct);
                var text = request.Text;
                var created = own.Add(text.Trimmed, text.CodeOver(null), text.GroupOver(null), clock.GetUtcNow());
                if (created.IsSuccess)
                    quickReplies.Add(created.Value);
                return created;
            },
            cancellationToken
        );
        // The database assigns the id when the unit of work is saved.
        return added.IsSuccess ? QuickReplyDto.From(added.Value) : added.Error;
    }
}

/// <summary>1 to 200 characters once trailing white space is trimmed; code and group are optional.</summary>
public sealed class QuickReplyRules<T> : AbstractValidator<T>
{
    public QuickReplyRules(Func<T, QuickReplyText> textOf)
    {
        RuleFor(c => textOf(c).Content)
            .NotEmpty()
            .Must(content => content is null || content.TrimEnd().Length <= QuickReply.MaxContentLength)
            .WithMessage(_ => LocalizedText.Of("Validation.ContentTooLong", QuickReply.MaxContentLength))
            .IsEmptyOrVisible()
            .OverridePropertyName(nameof(QuickReplyText.Content));
        RuleFor(c => textOf(c).Code)
            .Must(code =>
                code?.Trim() is not { } text
                || (text.Length <= QuickReply.MaxCodeLength && !text.Any(c => char.IsWhiteSpace(c) || c is '/'))
            )
            .WithMessage(_ => LocalizedText.Of("Validation.QuickReplyCode", QuickReply.MaxCodeLength))
            .IsEmptyOrVisible()
            .OverridePropertyName(nameof(QuickReplyText.Code));
        RuleFor(c => textOf(c).Group)
            .Must(group => group is null || group.Trim().Length <= QuickReply.MaxGroupLength)
            .WithMessage(_ => LocalizedText.Of("Validation.ContentTooLong", QuickReply.MaxGroupLength))
            .IsEmptyOrVisible()
            .OverridePropertyName(nameof(QuickReplyText.Group));
    }
}

/// <summary>The text, code and group of a quick reply. A code or group that is null stays as it is; an empty one is removed.</summary>
public sealed record QuickReplyText(string? Content, string? Code = null, string? Group = null)
{
    internal string Trimmed => Content!.TrimEnd();

    internal string? CodeOver(string? before) => Over(Code, before);

    internal string? GroupOver(string? before) => Over(Group, before);

    private static string? Over(string? given, string? before) =>
        given is null ? before
        : given.Trim() is { Length: > 0 } text ? text
        : null;
}
