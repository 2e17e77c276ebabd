using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Audit;

namespace LiveChat.Application.Audit.ListAuditLog;

public sealed class ListAuditLogValidator : AbstractValidator<ListAuditLogQuery>
{
    public ListAuditLogValidator()
    {
        RuleFor(q => q.ActorId).IsUserId().OverridePropertyName("actor");
        RuleFor(q => q.Action).IsNameOf<ListAuditLogQuery, AuditAction>();
        RuleFor(q => q.TargetType).IsNameOf<ListAuditLogQuery, AuditTargetType>();
        RuleFor(q => q.Sort).IsSortOf<ListAuditLogQuery, AuditColumn>();
        // The ids of conversations and messages are numbers, which this rule for user ids accepts too.
        RuleFor(q => q.Target).IsUserId();
        Include(new TimeRangeRules<ListAuditLogQuery>(q => q.From, q => q.To));
        Include(new PagedRules<ListAuditLogQuery>(q => q.Paging));
    }
}
