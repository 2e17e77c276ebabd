using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Operations.GetSettings;

public sealed class GetSettingsHandler(ISettingsReport report) : IRequestHandler<GetSettingsQuery, Result<ListResult<SettingDto>>>
{
    public Task<Result<ListResult<SettingDto>>> Handle(GetSettingsQuery request, CancellationToken cancellationToken)
    {
        var settings = report.List();
        return Task.FromResult<Result<ListResult<SettingDto>>>(new ListResult<SettingDto>(settings.Count, settings));
    }
}
