namespace LiveChat.Domain.Common;

/// <summary>Something that happened to an aggregate, named in the past tense. Published after the commit, never before.</summary>
public interface IDomainEvent;
