namespace LiveChat.Domain.Common;

/// <summary>Something that happened to an aggregate, named in the past tense. Stands in the log with the commit that it belongs to, and is told after that, never before.</summary>
public interface IDomainEvent;
