using LstmGen;

namespace SnapshotTests;

/// <summary>A network that comes from a trained file: its parameters are part of the verified files.</summary>
[LstmModel("lstm_dense.keras")]
public partial class Trained { }
