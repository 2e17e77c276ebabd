namespace LiveChat.Application.Media;

/// <summary>
/// Removes unneeded files: uploads that nothing used within a day, files of withdrawn messages, replaced avatars, and remains of a crash.
/// </summary>
public sealed record RemoveUnusedCommand : IRequest<Result>, ISystemRequest;

public sealed class RemoveUnusedHandler(IUnitOfWork unitOfWork, IAttachmentRepository attachments, IFileStorage storage, TimeProvider clock)
    : IRequestHandler<RemoveUnusedCommand, Result>
{
    private const int BatchSize = 100;

    private static readonly TimeSpan UnusedFor = TimeSpan.FromDays(1);

    /// <summary>An age that no upload in progress reaches.</summary>
    private static readonly TimeSpan StagedFor = TimeSpan.FromHours(1);

    public async Task<Result> Handle(RemoveUnusedCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await storage.DeleteStagedAsync(now - StagedFor, cancellationToken);

        // The attachment is withdrawn before its file is deleted, so that a message that would use it at this moment is refused instead of
        // losing its file.
        while (await WithdrawAsync(now, cancellationToken) == BatchSize) { }

        while (await DeleteAsync(cancellationToken) == BatchSize) { }

        return Result.Success();
    }

    private async Task<int> WithdrawAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var withdrawn = await unitOfWork.ExecuteAsync<Result<int>>(
            async ct =>
            {
                var unused = await attachments.FindUnusedAsync(now - UnusedFor, BatchSize, ct);
                foreach (var attachment in unused)
                    attachment.Withdraw(now);
                return unused.Count;
            },
            cancellationToken
        );
        return withdrawn.Value;
    }

    private async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        using var held = await storage.HoldFilesAsync(cancellationToken);
        IReadOnlyList<Attachment> withdrawn = await attachments.FindWithdrawnAsync(BatchSize, cancellationToken);
        foreach (var folder in withdrawn.SelectMany(a => a.Folders))
            await storage.DeleteFolderAsync(folder, cancellationToken);
        if (withdrawn.Count == 0)
            return 0;
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                foreach (var attachment in withdrawn)
                    attachments.Remove(attachment);
                return Task.FromResult(Result.Success());
            },
            cancellationToken
        );
        return withdrawn.Count;
    }
}

/// <summary>Encrypts the files of messages that were taken down. Files that can't be encrypted now are tried again the next time.</summary>
public sealed record SealFilesCommand : IRequest<Result>, ISystemRequest;

public sealed partial class SealFilesHandler(
    IUnitOfWork unitOfWork,
    IAttachmentRepository attachments,
    IFileStorage storage,
    TimeProvider clock,
    ILogger<SealFilesHandler> logger
) : IRequestHandler<SealFilesCommand, Result>
{
    private const int BatchSize = 20;

    public async Task<Result> Handle(SealFilesCommand request, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await storage.HoldFilesAsync(cancellationToken);
            while (await SealAsync(cancellationToken) == BatchSize) { }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(logger, exception);
        }

        return Result.Success();
    }

    private async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var unsealed = await attachments.FindUnsealedAsync(BatchSize, cancellationToken);
        if (unsealed.Count == 0)
            return 0;
        foreach (var attachment in unsealed)
            await storage.SealAsync(attachment.Folders[0], cancellationToken);
        await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                foreach (var attachment in unsealed)
                    (await attachments.FindAsync(attachment.Id, ct))!.Seal(clock.GetUtcNow());
                return Result.Success();
            },
            cancellationToken
        );
        foreach (var attachment in unsealed)
            await storage.DeleteOpenAsync(attachment.Folders[0], CancellationToken.None);
        return unsealed.Count;
    }

    [LoggerMessage(74, LogLevel.Error, "Sealing the files of messages that were taken down failed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
