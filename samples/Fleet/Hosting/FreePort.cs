using System.Net;
using System.Net.Sockets;

namespace Fleet;

/// <summary>Ports on which nothing else listens.</summary>
internal static class FreePort
{
    /// <summary>Two, for the silo and its gateway. Both are held open until both are known, so that they differ.</summary>
    internal static (int Silo, int Gateway) FindTwo()
    {
        using TcpListener silo = Listen(), gateway = Listen();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
