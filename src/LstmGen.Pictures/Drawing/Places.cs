namespace LstmGen.Pictures.Drawing;

/// <summary>Where the parameters of an LSTM, or of a Dense layer, are among all of a network's.</summary>
internal sealed class Places
{
    private readonly int _start;
    private readonly int _columns;
    private readonly int _recurrent;
    private readonly int _bias;
    private readonly int _peephole;
    private readonly int _projection;
    private readonly int _units;
    private readonly int _projected;
    private readonly bool _isCoupled;

    public Places(NetworkArchitecture network, int layer, int half)
    {
        _start = network.ParametersStart(layer, half);
        if (network.Layers[layer] is DenseArchitecture dense)
        {
            _units = _columns = dense.Units;
            _bias = _start + (dense.InputSize * dense.Units);
            return;
        }

        LstmArchitecture lstm = network.Layers[layer].Lstms[half];
        _units = lstm.Units;
        _isCoupled = lstm.IsCoupled;
        _columns = lstm.SumCount * lstm.Units;
        _recurrent = _start + (int)lstm.KernelCount;
        _bias = _recurrent + (int)lstm.RecurrentKernelCount;
        _peephole = _bias + (int)lstm.BiasCount;
        _projection = _peephole + (int)lstm.PeepholeCount;
        _projected = lstm.Projection ?? 0;
    }

    /// <param name="sum">0 to 3 for i, f, g, o; 0 for a Dense layer.</param>
    public int Kernel(int row, int sum, int unit) => _start + (row * _columns) + Column(sum, unit);

    public int Recurrent(int row, int sum, int unit) => _recurrent + (row * _columns) + Column(sum, unit);

    public int Bias(int sum, int unit) => _bias + Column(sum, unit);

    public int Peephole(int sum, int unit) => _peephole + ((sum == 0 ? 0 : sum == 1 ? 1 : _isCoupled ? 1 : 2) * _units) + unit;

    public int Projection(int unit, int value) => _projection + (unit * _projected) + value;

    private int Column(int sum, int unit) => ((_isCoupled && sum > 1 ? sum - 1 : sum) * _units) + unit;
}
