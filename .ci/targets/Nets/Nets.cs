using LstmGen;

// The arithmetic that every target has.
[assembly: LstmOptions(Arithmetic = Arithmetic.Separate)]

[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Small { }

[Lstm(Input = 1, Units = 1)]
public partial class One { }

[Lstm(Input = 1, Units = 8, ReturnSequences = true)]
[Lstm(Units = 5)]
[Dense(Units = 1)]
public partial class Stack { }

[Lstm(Input = 3, Units = 24)]
[LstmOptions(Unroll = Unroll.Tiled)]
public partial class Tiled { }

[Lstm(Input = 2, Units = 4, Steps = 3)]
[LstmOptions(Unroll = Unroll.Full)]
public partial class Written { }

[Dense(Input = 3, Units = 4, Activation = Activation.Gelu)]
[Lstm(Units = 5, Activation = Activation.Softsign, RecurrentActivation = Activation.HardSigmoid)]
[Dense(Units = 3, Activation = Activation.Softmax)]
public partial class Sandwich { }

[Lstm(Input = 2, Units = 6, Peepholes = true, CoupledGates = true, Projection = 2, Clip = 3, CellClip = 0.5f, Activation = Activation.Elu, HiddenActivation = Activation.Softplus)]
[SkipConnection]
public partial class Cell { }

[Lstm(Input = 2, Units = 4, Activation = Activation.Selu, RecurrentActivation = Activation.Silu, HiddenActivation = Activation.GeluTanh)]
[Dense(Units = 2, Activation = Activation.Exponential)]
[Masking(Value = 0)]
public partial class Masked { }

[Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.GoBackwards)]
[Lstm(Units = 2, Direction = LstmDirection.Bidirectional)]
[Dense(Units = 3)]
[Dense(Units = 2)]
public partial class Both { }

[Lstm(Input = 2, Units = 6, Peepholes = true, Activation = Activation.Gelu, RecurrentActivation = Activation.Softplus)]
[Dense(Units = 2, Activation = Activation.Softmax)]
[LstmOptions(Precision = Precision.Double)]
public partial class InDouble { }

[Lstm(Input = 3, Units = 13, Steps = 4, ReturnSequences = true, Peepholes = true)]
[Lstm(Units = 5, Projection = 2, Activation = Activation.Softsign)]
[Dense(Units = 2, Activation = Activation.Softmax)]
[Training(Loss = TrainingLoss.CrossEntropy)]
public partial class Learner { }

[Lstm(Input = 1, Units = 6)]
[Dense(Units = 1)]
[LstmOptions(Precision = Precision.Double)]
[Training(Steps = 9, Loss = TrainingLoss.ErrorToSignal, Optimizer = TrainingOptimizer.RmsProp, Initializer = TrainingInitializer.PyTorch)]
public partial class LearnerInDouble { }
