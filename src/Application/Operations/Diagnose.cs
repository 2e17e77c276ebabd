namespace LiveChat.Application.Operations;

/// <summary>Everything that an operator has to care for, looked at thoroughly: <c>livechat doctor</c>.</summary>
public sealed record DiagnoseQuery : IRequest<Result<ListResult<FindingDto>>>, ISystemRequest;

public sealed class DiagnoseHandler(Diagnosis diagnosis) : IRequestHandler<DiagnoseQuery, Result<ListResult<FindingDto>>>
{
    public async Task<Result<ListResult<FindingDto>>> Handle(DiagnoseQuery request, CancellationToken cancellationToken)
    {
        var findings = await diagnosis.RunAsync(isThorough: true, cancellationToken);
        return new ListResult<FindingDto>(findings.Count, [.. findings.Select(finding => finding.ToDto())]);
    }
}
