using System.Net;
using System.Net.Sockets;

namespace LiveChat.TestDatabases;

internal static class Loopback
{
    /// <summary>A port of the loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
