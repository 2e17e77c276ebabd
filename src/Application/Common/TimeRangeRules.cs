using FluentValidation;

namespace LiveChat.Application.Common;

/// <summary>The rule of a query with a time range; <c>Include</c> it. The failure carries the name of the query parameter.</summary>
public sealed class TimeRangeRules<TQuery> : AbstractValidator<TQuery>
{
    public TimeRangeRules(Func<TQuery, DateTimeOffset?> from, Func<TQuery, DateTimeOffset?> to)
    {
        RuleFor(q => to(q))
            .Must((query, end) => !(from(query) > end))
            .WithMessage(_ => ErrorText.Of("Validation.TimeRange"))
            .OverridePropertyName("to");
    }
}
