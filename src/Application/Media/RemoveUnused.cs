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
