using System;
using LstmGen;

// The networks. Each declares the members that Program.cs calls, and the generator writes them.

internal interface INet<TState, TBatch>
{
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void Forward(ReadOnlySpan<float> input, Span<float> output, ref TState state);

    void Step(ReadOnlySpan<float> input, Span<float> output, ref TState state);

    void Process(ReadOnlySpan<float> input, Span<float> output, ref TState state);

    void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs);

    void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, TBatch state);

    void StepBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, TBatch state);

    void ProcessBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, TBatch state);
}

// One layer, of units that fill vectors and of units that leave some over.

[Lstm(Input = 1, Units = 1, Steps = 6)]
public partial class Units1 : INet<Units1.State, Units1.BatchState> { }

[Lstm(Input = 3, Units = 2, Steps = 5, RecurrentActivation = Activation.HardSigmoid)]
public partial class Units2 : INet<Units2.State, Units2.BatchState> { }

[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Units3 : INet<Units3.State, Units3.BatchState> { }

[Lstm(Input = 4, Units = 4, Steps = 4, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid02)]
public partial class Units4 : INet<Units4.State, Units4.BatchState> { }

[Lstm(Input = 1, Units = 5, Steps = 5, UseBias = false)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Units5 : INet<Units5.State, Units5.BatchState> { }

[Lstm(Input = 7, Units = 8, Steps = 5, ReturnSequences = true)]
public partial class Units8 : INet<Units8.State, Units8.BatchState> { }

[Lstm(Input = 2, Units = 9, Steps = 4, Activation = Activation.Linear)]
public readonly partial struct Units9 : INet<Units9.State, Units9.BatchState> { }

[Lstm(Input = 24, Units = 12, Steps = 4, Activation = Activation.Sigmoid, RecurrentActivation = Activation.Tanh)]
public partial class Units12 : INet<Units12.State, Units12.BatchState> { }

[Lstm(Input = 3, Units = 16, Steps = 4, Activation = Activation.HardSigmoid)]
public partial class Units16 : INet<Units16.State, Units16.BatchState> { }

[Lstm(Input = 5, Units = 17, Steps = 4)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Units17 : INet<Units17.State, Units17.BatchState> { }

[Lstm(Input = 2, Units = 20, Steps = 3)]
public partial class Units20 : INet<Units20.State, Units20.BatchState> { }

[Lstm(Input = 2, Units = 20, Steps = 3)]
[LstmOptions(Unroll = Unroll.Full)]
public partial class Units20Full : INet<Units20Full.State, Units20Full.BatchState> { }

[Lstm(Input = 2, Units = 20, Steps = 3)]
[LstmOptions(Unroll = Unroll.Tiled)]
public partial class Units20Tiled : INet<Units20Tiled.State, Units20Tiled.BatchState> { }

[Lstm(Input = 2, Units = 20, Steps = 3)]
[LstmOptions(VectorWidth = VectorWidth.Vector512)]
public partial class Units20Of512 : INet<Units20Of512.State, Units20Of512.BatchState> { }

[Lstm(Input = 2, Units = 20, Steps = 3)]
[LstmOptions(VectorWidth = VectorWidth.Vector256)]
public partial class Units20Of256 : INet<Units20Of256.State, Units20Of256.BatchState> { }

[Lstm(Input = 9, Units = 24, Steps = 4, Activation = Activation.HardSigmoid02, RecurrentActivation = Activation.Relu)]
public partial class Units24 : INet<Units24.State, Units24.BatchState> { }

[Lstm(Input = 4, Units = 28, Steps = 3, ReturnSequences = true)]
public partial class Units28 : INet<Units28.State, Units28.BatchState> { }

[Lstm(Input = 4, Units = 28, Steps = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate, Unroll = Unroll.Step)]
public partial class Units28Separate : INet<Units28Separate.State, Units28Separate.BatchState> { }

[Lstm(Input = 1, Units = 31, Steps = 6, ReturnSequences = true)]
public partial class Units31 : INet<Units31.State, Units31.BatchState> { }

[Lstm(Input = 8, Units = 32, Steps = 6, UseBias = false)]
public partial class Units32 : INet<Units32.State, Units32.BatchState> { }

[Lstm(Input = 1, Units = 40, Steps = 8)]
public partial class Units40 : INet<Units40.State, Units40.BatchState> { }

[Lstm(Input = 12, Units = 48, Steps = 4, RecurrentActivation = Activation.HardSigmoid02)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Units48 : INet<Units48.State, Units48.BatchState> { }

[Lstm(Input = 1, Units = 64, Steps = 5)]
public partial class Units64From1 : INet<Units64From1.State, Units64From1.BatchState> { }

[Lstm(Input = 16, Units = 64, Steps = 9)]
public partial class Units64 : INet<Units64.State, Units64.BatchState> { }

[Lstm(Input = 64, Units = 128, Steps = 8)]
public partial class Units128 : INet<Units128.State, Units128.BatchState> { }

// Layers in loops, large enough for the input's half of their sums to be computed for four steps at once, of steps that four does not divide.

[Lstm(Input = 24, Units = 36, Steps = 9)]
public partial class Hoisted9 : INet<Hoisted9.State, Hoisted9.BatchState> { }

[Lstm(Input = 12, Units = 40, Steps = 7, ReturnSequences = true)]
public partial class Hoisted7 : INet<Hoisted7.State, Hoisted7.BatchState> { }

[Lstm(Input = 12, Units = 44, Steps = 5)]
public partial class Hoisted5 : INet<Hoisted5.State, Hoisted5.BatchState> { }

[Lstm(Input = 12, Units = 44, Steps = 5)]
[LstmOptions(VectorWidth = VectorWidth.Vector512)]
public partial class Hoisted5Of512 : INet<Hoisted5Of512.State, Hoisted5Of512.BatchState> { }

[Lstm(Input = 12, Units = 44, Steps = 5)]
[LstmOptions(VectorWidth = VectorWidth.Vector256)]
public partial class Hoisted5Of256 : INet<Hoisted5Of256.State, Hoisted5Of256.BatchState> { }

[Lstm(Input = 12, Units = 44, Steps = 5)]
[LstmOptions(VectorWidth = VectorWidth.Vector128)]
public partial class Hoisted5Of128 : INet<Hoisted5Of128.State, Hoisted5Of128.BatchState> { }

[Lstm(Input = 12, Units = 44, Steps = 5)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class Hoisted5Scalar : INet<Hoisted5Scalar.State, Hoisted5Scalar.BatchState> { }

[Lstm(Input = 12, Units = 44, Steps = 6)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class HoistedSeparate : INet<HoistedSeparate.State, HoistedSeparate.BatchState> { }

[Lstm(Input = 5, Units = 44, Steps = 7, ReturnSequences = true)]
[Lstm(Units = 28, ReturnSequences = true)]
[Dense(Units = 6, Activation = Activation.Tanh)]
public partial class HoistedStack : INet<HoistedStack.State, HoistedStack.BatchState> { }

// The first is about the largest whose batches have their sequences in lanes; in those of the second they take turns.

[Lstm(Input = 2, Units = 250, Steps = 2)]
public partial class Units250 : INet<Units250.State, Units250.BatchState> { }

[Lstm(Input = 2, Units = 600, Steps = 2)]
public partial class Units600 : INet<Units600.State, Units600.BatchState> { }

// Stacks.

[Lstm(Input = 1, Units = 20, Steps = 8, ReturnSequences = true)]
[Lstm(Units = 5)]
[Dense(Units = 1)]
public partial class Forecast : INet<Forecast.State, Forecast.BatchState> { }

[Dense(Input = 3, Units = 9, Steps = 5, Activation = Activation.Relu)]
[Lstm(Units = 70, ReturnSequences = true)]
public partial class DenseInFront : INet<DenseInFront.State, DenseInFront.BatchState> { }

[Dense(Input = 6, Units = 12, Steps = 5, Activation = Activation.HardSigmoid)]
[Lstm(Units = 15, ReturnSequences = true)]
[Lstm(Units = 12, ReturnSequences = true, RecurrentActivation = Activation.HardSigmoid)]
[Dense(Units = 7, UseBias = false, Activation = Activation.Tanh)]
[Dense(Units = 3, Activation = Activation.Sigmoid)]
public partial class Sandwich : INet<Sandwich.State, Sandwich.BatchState> { }

[Lstm(Input = 10, Units = 7, Steps = 5, ReturnSequences = true)]
[Lstm(Units = 9)]
[Dense(Units = 20, Activation = Activation.HardSigmoid02)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class SeparateStack : INet<SeparateStack.State, SeparateStack.BatchState> { }

// One small stack, written out and in loops, in every width.

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
public partial class Small : INet<Small.State, Small.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Full)]
public partial class SmallFull : INet<SmallFull.State, SmallFull.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Step)]
public partial class SmallStep : INet<SmallStep.State, SmallStep.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Tiled)]
public partial class SmallTiled : INet<SmallTiled.State, SmallTiled.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Full, VectorWidth = VectorWidth.Scalar)]
public partial class SmallFullScalar : INet<SmallFullScalar.State, SmallFullScalar.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Tiled, VectorWidth = VectorWidth.Scalar)]
public partial class SmallTiledScalar : INet<SmallTiledScalar.State, SmallTiledScalar.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Step, VectorWidth = VectorWidth.Vector128)]
public partial class SmallStep128 : INet<SmallStep128.State, SmallStep128.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Tiled, VectorWidth = VectorWidth.Vector128)]
public partial class SmallTiled128 : INet<SmallTiled128.State, SmallTiled128.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Full, VectorWidth = VectorWidth.Vector512)]
public partial class SmallFull512 : INet<SmallFull512.State, SmallFull512.BatchState> { }

[Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Dense(Units = 2, Activation = Activation.Tanh)]
[LstmOptions(Unroll = Unroll.Tiled, VectorWidth = VectorWidth.Vector512)]
public partial class SmallTiled512 : INet<SmallTiled512.State, SmallTiled512.BatchState> { }

// One of more units than a vector holds, fused and separate.

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Unroll = Unroll.Full)]
public partial class MiddleFull : INet<MiddleFull.State, MiddleFull.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Unroll = Unroll.Tiled)]
public partial class MiddleTiled : INet<MiddleTiled.State, MiddleTiled.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class MiddleScalar : INet<MiddleScalar.State, MiddleScalar.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(VectorWidth = VectorWidth.Vector128)]
public partial class Middle128 : INet<Middle128.State, Middle128.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(VectorWidth = VectorWidth.Vector256)]
public partial class Middle256 : INet<Middle256.State, Middle256.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(VectorWidth = VectorWidth.Vector512)]
public partial class Middle512 : INet<Middle512.State, Middle512.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate, Unroll = Unroll.Full)]
public partial class SeparateFull : INet<SeparateFull.State, SeparateFull.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate, Unroll = Unroll.Tiled)]
public partial class SeparateTiled : INet<SeparateTiled.State, SeparateTiled.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Scalar)]
public partial class SeparateScalar : INet<SeparateScalar.State, SeparateScalar.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Vector128)]
public partial class Separate128 : INet<Separate128.State, Separate128.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Vector256)]
public partial class Separate256 : INet<Separate256.State, Separate256.BatchState> { }

[Lstm(Input = 5, Units = 13, Steps = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Vector512)]
public partial class Separate512 : INet<Separate512.State, Separate512.BatchState> { }

// One whose activations are made of minimum and maximum, which processors define differently for NaN and for zeros.

[Lstm(Input = 4, Units = 33, Steps = 5, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class ClampedScalar : INet<ClampedScalar.State, ClampedScalar.BatchState> { }

[Lstm(Input = 4, Units = 33, Steps = 5, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid)]
[LstmOptions(VectorWidth = VectorWidth.Vector128)]
public partial class Clamped128 : INet<Clamped128.State, Clamped128.BatchState> { }

[Lstm(Input = 4, Units = 33, Steps = 5, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid)]
[LstmOptions(VectorWidth = VectorWidth.Vector256)]
public partial class Clamped256 : INet<Clamped256.State, Clamped256.BatchState> { }

[Lstm(Input = 4, Units = 33, Steps = 5, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid)]
[LstmOptions(VectorWidth = VectorWidth.Vector512)]
public partial class Clamped512 : INet<Clamped512.State, Clamped512.BatchState> { }

// Trained ones, whose parameters are constants: read in place, and copied.

[LstmModel("small.lstm")]
public partial class TrainedSmall : INet<TrainedSmall.State, TrainedSmall.BatchState> { }

[LstmModel("small.lstm")]
[LstmOptions(VectorWidth = VectorWidth.Vector128, Unroll = Unroll.Tiled)]
public partial class TrainedSmall128 : INet<TrainedSmall128.State, TrainedSmall128.BatchState> { }

[LstmModel("small.lstm")]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial struct TrainedSmallScalar : INet<TrainedSmallScalar.State, TrainedSmallScalar.BatchState> { }

[LstmModel("large.lstm")]
public partial class TrainedLarge : INet<TrainedLarge.State, TrainedLarge.BatchState> { }

[LstmModel("large.lstm")]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class TrainedLargeScalar : INet<TrainedLargeScalar.State, TrainedLargeScalar.BatchState> { }
