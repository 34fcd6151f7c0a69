namespace LstmGen.Generator.Model;

/// <summary>The largest networks that are generated. They are documented at LSTM007.</summary>
internal static class Limits
{
    /// <summary>256 MiB of parameters.</summary>
    public const long Parameters = 1 << 26;

    /// <summary>Units of one layer: a step keeps a few vectors of this many values on the stack.</summary>
    public const int Units = 4096;

    /// <summary>Layers of one network.</summary>
    public const int Layers = 64;

    /// <summary>Units of all layers together: the state and the values between layers stand on the stack.</summary>
    public const int TotalUnits = 16384;
}
