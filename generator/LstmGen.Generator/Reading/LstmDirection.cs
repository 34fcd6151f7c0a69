namespace LstmGen.Generator.Reading;

/// <summary>The values of <c>LstmGen.LstmDirection</c>: those of a layer in one direction, and one for both.</summary>
internal enum LstmDirection
{
    Forward = 0,
    Backward = 1,
    GoBackwards = 2,
    Bidirectional = 3,
}
