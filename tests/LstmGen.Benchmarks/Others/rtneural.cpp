// RTNeural's LSTMs, with the back end that the compiler is told.
#include <RTNeural/RTNeural.h>
#include "Numbers.h"

template <typename T>
static void Fill(T& layer, const Layer& numbers)
{
    int columns = 4 * numbers.units;
    std::vector<std::vector<float>> kernel(numbers.input, std::vector<float>(columns));
    std::vector<std::vector<float>> recurrent(numbers.units, std::vector<float>(columns));
    for (int column = 0; column < columns; column++)
    {
        for (int row = 0; row < numbers.input; row++)
            kernel[row][column] = numbers.Kernel(row, column);
        for (int row = 0; row < numbers.units; row++)
            recurrent[row][column] = numbers.Recurrent(row, column);
    }

    layer.setWVals(kernel);
    layer.setUVals(recurrent);
    layer.setBVals(numbers.bias);
}

template <typename Model, int Dense>
static void Run(Model& model, const Network& network, const std::string& name)
{
    auto& dense = model.template get<Dense>();
    dense.setWeights(std::vector<std::vector<float>> { network.head });
    dense.setBias(&network.headBias);
    model.reset();
    Measure("RTNeural (" BACK_END ")", name, [&](const float* input, float* output)
    {
        for (int i = 0; i < Samples; i++)
            output[i] = model.forward(input + i);
    });
}

template <int Units>
static void One()
{
    Network network(1, Units);
    RTNeural::ModelT<float, 1, 1, RTNeural::LSTMLayerT<float, 1, Units>, RTNeural::DenseT<float, Units, 1>> model;
    Fill(model.template get<0>(), network.layers[0]);
    Run<decltype(model), 1>(model, network, "1x" + std::to_string(Units));
}

template <int Units>
static void Two()
{
    Network network(2, Units);
    using First = RTNeural::LSTMLayerT<float, 1, Units>;
    using Second = RTNeural::LSTMLayerT<float, Units, Units>;
    RTNeural::ModelT<float, 1, 1, First, Second, RTNeural::DenseT<float, Units, 1>> model;
    Fill(model.template get<0>(), network.layers[0]);
    Fill(model.template get<1>(), network.layers[1]);
    Run<decltype(model), 2>(model, network, "2x" + std::to_string(Units));
}

int main()
{
    One<8>();
    One<12>();
    One<16>();
    One<20>();
    One<24>();
    Two<8>();
    Two<16>();
}
