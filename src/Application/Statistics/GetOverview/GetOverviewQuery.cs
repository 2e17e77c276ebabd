using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Statistics.GetOverview;

/// <summary>The totals of the console's first page.</summary>
public sealed record GetOverviewQuery(Actor Actor) : IRequest<Result<OverviewDto>>, IAdminRequest, ICostlyRequest;
