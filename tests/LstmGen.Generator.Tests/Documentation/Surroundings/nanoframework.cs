namespace Device
{
    /// <summary>What the tool writes.</summary>
    [LstmGen.LstmModel("amp")]
    public partial class Amp
    {
    }
}
