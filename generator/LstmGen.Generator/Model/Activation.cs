namespace LstmGen.Generator.Model;

/// <summary>The values of <c>LstmGen.Activation</c>, which the generator can't reference: it runs in the compiler, without the user's libraries.</summary>
internal enum Activation
{
    Tanh = 0,
    Sigmoid = 1,
    HardSigmoid = 2,
    HardSigmoid02 = 3,
    Relu = 4,
    Linear = 5,
}
