using LiveChat.Domain.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>Tells connections of what is committed. A push may be lost; clients then see by the heads that they lack something.</summary>
public interface IPush
{
    bool Takes(IDomainEvent domainEvent);

    Task PushAsync(IDomainEvent domainEvent);
}

/// <summary>A push that asks the store, and so goes its own pace.</summary>
public interface IQueryingPush : IPush;
