using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;

namespace LiveChat.Application.Audit.ListAuditLog;

public sealed class ListAuditLogValidator : AbstractValidator<ListAuditLogQuery>
{
    public ListAuditLogValidator()
    {
        RuleFor(q => q.Action).IsNameOf<ListAuditLogQuery, AuditAction>();
        RuleFor(q => q.Sort).IsSortOf<ListAuditLogQuery, AuditColumn>();
        Include(new PagedRules<ListAuditLogQuery>(q => q.Paging));
    }
}
