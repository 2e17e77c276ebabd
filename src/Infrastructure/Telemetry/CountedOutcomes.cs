using MediatR;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>Counts the limits that are reached.</summary>
internal sealed class CountedLimits(ILimits limits, ChatMetrics metrics) : ILimits
{
    private static readonly string[] Names = [.. Enum.GetValues<LimitKind>().Select(LimitName.Of)];

    public ValueTask<TimeSpan?> CountAsync(LimitKind limit, string key, CancellationToken cancellationToken) =>
        Look(limit, limits.CountAsync(limit, key, cancellationToken));

    public ValueTask<TimeSpan?> FindWaitAsync(LimitKind limit, string key, CancellationToken cancellationToken) =>
        Look(limit, limits.FindWaitAsync(limit, key, cancellationToken));

    public ValueTask<IAsyncDisposable> TakeTurnAsync(LimitKind limit, string key, CancellationToken cancellationToken) =>
        limits.TakeTurnAsync(limit, key, cancellationToken);

    private ValueTask<TimeSpan?> Look(LimitKind limit, ValueTask<TimeSpan?> asked)
    {
        // Counters in memory answer at once, so that a message pays for no state machine here.
        if (!asked.IsCompletedSuccessfully)
            return LookLaterAsync(limit, asked);
        var wait = asked.Result;
        if (wait is not null)
            metrics.LimitHit(Names[(int)limit]);
        return new ValueTask<TimeSpan?>(wait);
    }

    private async ValueTask<TimeSpan?> LookLaterAsync(LimitKind limit, ValueTask<TimeSpan?> asked)
    {
        var wait = await asked;
        if (wait is not null)
            metrics.LimitHit(Names[(int)limit]);
        return wait;
    }
}

/// <summary>Counts the sign-ins that are refused for what was given, right around their handlers.</summary>
internal sealed class CountedSignIns(ChatMetrics metrics)
    : IPipelineBehavior<LoginCommand, Result<SessionDto>>,
        IPipelineBehavior<ExchangeTokenCommand, Result<SessionDto>>
{
    public async Task<Result<SessionDto>> Handle(
        LoginCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<Result<SessionDto>> next
    )
    {
        var result = await next();
        if (result.Error is { Kind: ErrorKind.NotSignedIn })
            metrics.SignInRefused(SignInMeans.Password);
        // A code that was not given yet is asked for, not refused.
        else if (result.Error is { Kind: ErrorKind.SecondFactorRequired, Field: not null })
            metrics.SignInRefused(SignInMeans.Code);
        return result;
    }

    public async Task<Result<SessionDto>> Handle(
        ExchangeTokenCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<Result<SessionDto>> next
    )
    {
        var result = await next();
        if (!result.IsSuccess)
            metrics.SignInRefused(SignInMeans.HostToken);
        return result;
    }
}

/// <summary>Counts uploads by what became of them, right around their handler.</summary>
internal sealed class CountedUploads(ChatMetrics metrics) : IPipelineBehavior<AddUploadCommand, Result<AttachmentDto>>
{
    public async Task<Result<AttachmentDto>> Handle(
        AddUploadCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<Result<AttachmentDto>> next
    )
    {
        var result = await next();
        if (result.IsSuccess)
            metrics.FileStored();
        else
            metrics.FileRefused(FileRefusal.Of(result.Error));
        return result;
    }
}
