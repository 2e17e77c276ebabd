using System.Diagnostics;
using LiveChat.PlantedFaults;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: HostingStartup(typeof(PlantedFaultStartup))]

namespace LiveChat.PlantedFaults;

/// <summary>
/// Plants the fault that the setting <c>PlantedFault</c> names into a server that loads this assembly as a hosting start-up, so that the
/// server's own code knows nothing of faults.
/// </summary>
public sealed class PlantedFaultStartup : IHostingStartup
{
    /// <summary>The arguments that make a server load this assembly and plant a fault.</summary>
    public static string[] ArgumentsFor(string fault) =>
        [
            $"--{WebHostDefaults.HostingStartupAssembliesKey}={typeof(PlantedFaultStartup).Assembly.GetName().Name}",
            $"--PlantedFault={fault}",
        ];

    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(
            (context, services) =>
            {
                // Start-ups run before the server adds its services; what a fault stands before is there only when the host is about to be
                // built.
                if (context.Configuration["PlantedFault"] is { } fault)
                    new HostWatch(services, fault).Begin();
            }
        );

    /// <summary>Waits for the host that has these services. Other servers of the same process are left alone.</summary>
    private sealed class HostWatch(IServiceCollection services, string fault)
        : IObserver<DiagnosticListener>,
            IObserver<KeyValuePair<string, object?>>
    {
        private readonly List<IDisposable> _subscriptions = [];

        public void Begin() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
                _subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is not { Key: "HostBuilding", Value: IHostBuilder host })
                return;
            host.ConfigureServices(
                (_, building) =>
                {
                    if (!ReferenceEquals(building, services))
                        return;
                    building.PlantFault(fault);
                    _subscriptions.ForEach(subscription => subscription.Dispose());
                }
            );
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
