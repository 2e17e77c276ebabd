namespace LiveChat.IntegrationTests.Support;

/// <summary>
/// Tests that keep the whole machine busy with processes of their own. They run one after the other when all others are done, which would
/// miss their deadlines beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
