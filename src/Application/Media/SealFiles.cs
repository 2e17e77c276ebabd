namespace LiveChat.Application.Media;

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
            using var held = await storage.HoldSealedAsync(cancellationToken);
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
