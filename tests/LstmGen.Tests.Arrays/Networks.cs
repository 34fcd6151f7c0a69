#if MEMORY
namespace LstmGen.Tests.Memory
#else
namespace LstmGen.Tests.Arrays
#endif
{
    [Lstm(Input = 2, Units = 3, Steps = 4)]
    public partial class Gesture { }

    /// <summary>The same network in double precision.</summary>
    [Lstm(Input = 2, Units = 3, Steps = 4)]
    [LstmOptions(Precision = Precision.Double)]
    public partial class GestureInDouble { }

    [Lstm(Input = 1, Units = 4, Steps = 5, ReturnSequences = true)]
    [Dense(Units = 1)]
    public partial class Line { }

    [Lstm(Input = 2, Units = 6, Projection = 3, ReturnSequences = true)]
    [Lstm(Units = 2)]
    public partial class Projected { }

    [Lstm(Input = 2, Units = 3, Steps = 4, Direction = LstmDirection.Bidirectional)]
    [Masking]
    public partial class Both { }
}
