// NeuralAudio's LSTMs and, WITH_NAM, NeuralAmpModelerCore's. LSTM_MATH is NeuralAudio's choice of functions.
#ifdef WITH_NAM
#include <NAM/activations.h>
#include <NAM/lstm.h>
#endif
#include <NeuralAudio/LSTM.h>
#include "Numbers.h"

template <int Layers, int Units>
static void Audio(const Network& network, const std::string& name)
{
    NeuralAudio::LSTMModelT<Layers, Units> model;
    model.SetNAMWeights(network.Nam());
    Measure(NEURAL_AUDIO, name, [&](const float* input, float* output) { model.Process(input, output, Samples); });
}

#ifdef WITH_NAM
static void Nam(const Network& network, const std::string& name)
{
    std::vector<float> weights = network.Nam();
    nam::lstm::LSTM model(1, 1, (int)network.layers.size(), 1, network.layers[0].units, weights, 48000);
    bool fast = nam::activations::Activation::using_fast_tanh;
    Measure(fast ? "NeuralAmpModelerCore (fast tanh)" : "NeuralAmpModelerCore (std::tanh)", name, [&](const float* input, float* output)
    {
        NAM_SAMPLE* in = const_cast<float*>(input);
        NAM_SAMPLE* out = output;
        model.process(&in, &out, Samples);
    });
}
#endif

template <int Layers, int Units>
static void Compare()
{
    Network network(Layers, Units);
    std::string name = std::to_string(Layers) + "x" + std::to_string(Units);
    Audio<Layers, Units>(network, name);
#ifdef WITH_NAM
    nam::activations::Activation::disable_fast_tanh();
    Nam(network, name);
    nam::activations::Activation::enable_fast_tanh();
    Nam(network, name);
#endif
}

int main()
{
    Compare<1, 8>();
    Compare<1, 12>();
    Compare<1, 16>();
    Compare<1, 20>();
    Compare<1, 24>();
    Compare<2, 8>();
    Compare<2, 16>();
}
