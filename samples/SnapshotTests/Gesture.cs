using LstmGen;

// The narrowest vectors alone, so that what is verified here is short. Yours can be as they are.
[assembly: LstmOptions(VectorWidth = VectorWidth.Vector128)]

namespace SnapshotTests;

/// <summary>A network whose sizes stand in the code.</summary>
[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Gesture { }
