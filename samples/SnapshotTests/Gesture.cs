using LstmGen;

// Only the narrowest vectors, so that the verified files are short. Yours don't need this.
[assembly: LstmOptions(VectorWidth = VectorWidth.Vector128)]

namespace SnapshotTests;

/// <summary>A network whose sizes are in the code.</summary>
[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Gesture { }
