// The numbers that all programs compute with, the same as OthersCommand.cs has: parameters in Keras' order, gates i, f, g, o.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

constexpr int Samples = 2048;
constexpr int Repeats = 15;

// Uniform values from a linear congruential generator (Knuth's MMIX).
inline std::vector<float> Values(uint64_t seed, int count, float scale)
{
    uint64_t state = seed;
    std::vector<float> values(count);
    for (float& value : values)
    {
        state = state * 6364136223846793005u + 1442695040888963407u;
        value = ((int64_t)(state >> 40) - 8388608) / 8388608.0f * scale;
    }

    return values;
}

struct Layer
{
    int input, units;
    std::vector<float> kernel, recurrent, bias;

    float Kernel(int row, int column) const { return kernel[row * 4 * units + column]; }
    float Recurrent(int row, int column) const { return recurrent[row * 4 * units + column]; }
};

struct Network
{
    std::vector<Layer> layers;
    std::vector<float> head;
    float headBias;

    Network(int count, int units)
    {
        int parameters = units + 1;
        for (int i = 0; i < count; i++)
            parameters += 4 * units * ((i == 0 ? 1 : units) + units + 1);
        std::vector<float> all = Values(1, parameters, 0.4f);
        auto next = all.begin();
        auto take = [&](int size) { std::vector<float> part(next, next + size); next += size; return part; };
        for (int i = 0; i < count; i++)
        {
            int input = i == 0 ? 1 : units;
            std::vector<float> kernel = take(4 * units * input), recurrent = take(4 * units * units), bias = take(4 * units);
            layers.push_back({ input, units, kernel, recurrent, bias });
        }

        head = take(units);
        headBias = *next;
    }

    // In the order of a .nam file: of each layer the rows of both matrices side by side, the bias, and a state of zeros.
    std::vector<float> Nam() const
    {
        std::vector<float> weights;
        for (const Layer& layer : layers)
        {
            for (int column = 0; column < 4 * layer.units; column++)
            {
                for (int row = 0; row < layer.input; row++)
                    weights.push_back(layer.Kernel(row, column));
                for (int row = 0; row < layer.units; row++)
                    weights.push_back(layer.Recurrent(row, column));
            }

            weights.insert(weights.end(), layer.bias.begin(), layer.bias.end());
            weights.insert(weights.end(), 2 * layer.units, 0.0f);
        }

        weights.insert(weights.end(), head.begin(), head.end());
        weights.push_back(headBias);
        return weights;
    }
};

// Prints who, which network, the nanoseconds a sample (the smallest of some short repeats), and the last output of the first run.
inline void Measure(const char* who, const std::string& network, const std::function<void(const float*, float*)>& run)
{
    std::vector<float> input = Values(2, Samples, 0.5f), output(Samples);
    run(input.data(), output.data());
    float last = output[Samples - 1];
    double best = 1e300;
    for (int repeat = 0; repeat < Repeats; repeat++)
    {
        auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < 4; i++)
            run(input.data(), output.data());
        best = std::min(best, std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / (4 * Samples));
    }

    std::printf("%s\t%s\t%.3f\t%.7f\n", who, network.c_str(), best, last);
}
