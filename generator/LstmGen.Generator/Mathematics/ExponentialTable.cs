using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>The numbers of <see cref="Exponential"/>.</summary>
/// <param name="Ln2High">ln 2 with so few bits that its product with n is exact.</param>
/// <param name="Ln2Low">The rest of ln 2.</param>
/// <param name="C">exp(r) − 1 = r + c₂·r² + c₃·r³ + …, by the powers of r.</param>
/// <param name="Least">exp(x) is 0 below it, because it wouldn't be a normal number.</param>
/// <param name="Most">exp(x) is infinite above it.</param>
/// <param name="MinusOneLimit">exp(x) − 1 is −1 below its negative.</param>
internal sealed record ExponentialTable(
    double Log2E, double Ln2High, double Ln2Low, double[] C, double Least, double Most, double MinusOneLimit)
{
    private static readonly ExponentialTable Single = new(
        1.442695f, 0.69314575f, 1.4286068e-06f,
        [0, 1, 0.49999994f, 0.16666521f, 0.04166839f, 0.008368709f, 0.0013814613f],
        -87.33654f, 88.72283f, 64);

    private static readonly ExponentialTable Double = new(
        1.4426950408889634, 0.6931471805598903, 5.497923018708371e-14,
        [
            0, 1, 0.5000000000000011, 0.16666666666666413, 0.041666666666530267, 0.008333333333494342, 0.0013888888943598395,
            0.00019841269506771334, 2.4801493135443452e-05, 2.7557586267717647e-06, 2.7630234173590866e-07, 2.500007288859858e-08,
        ],
        -708.3964185322641, 709.782712893384, 512);

    public static ExponentialTable Of(Element element) => element == Element.Double ? Double : Single;
}
