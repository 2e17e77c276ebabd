using LiveChat.Domain.Common;

namespace LiveChat.Domain.Audit;

public static class AuditErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Audit.NotFound");
}
