namespace LiveChat.IntegrationTests.Telemetry;

public class AlertTests
{
    [PromtoolFact]
    public async Task Alerts_WhenTheirTestsRun_ShouldTellWhatIsWrongAndNothingElse()
    {
        var (checkedExit, said) = await Promtool.RunAsync(null, "check", "rules", "alerts.yml");
        Assert.True(checkedExit == 0, said);

        var (exit, output) = await Promtool.RunAsync(null, "test", "rules", "alerts.test.yml");

        Assert.True(exit == 0, output);
    }
}
