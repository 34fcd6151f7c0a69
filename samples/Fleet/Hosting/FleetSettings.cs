namespace Fleet;

/// <summary>What all silos must agree on.</summary>
/// <param name="Devices">The number of devices.</param>
/// <param name="StoreEvery">After how many readings a device's state is stored.</param>
internal sealed record FleetSettings(int Devices, int StoreEvery)
{
    internal bool Knows(long device) => device >= 0 && device < Devices;
}
