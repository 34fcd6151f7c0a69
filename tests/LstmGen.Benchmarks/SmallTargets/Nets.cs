using LstmGen;

// The networks. Where a target has vectors, each is written in four ways.

[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Lstm3On2 { }

[Lstm(Input = 1, Units = 8, Steps = 64)]
public partial class Lstm8On1 { }

[Lstm(Input = 1, Units = 20, Steps = 64)]
public partial class Lstm20On1 { }

[Lstm(Input = 8, Units = 32, Steps = 64)]
public partial class Lstm32On8 { }

#if !NETFRAMEWORK

[Lstm(Input = 2, Units = 3, Steps = 4)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class Lstm3On2Scalar { }

[Lstm(Input = 1, Units = 8, Steps = 64)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class Lstm8On1Scalar { }

[Lstm(Input = 1, Units = 20, Steps = 64)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class Lstm20On1Scalar { }

[Lstm(Input = 8, Units = 32, Steps = 64)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class Lstm32On8Scalar { }

[Lstm(Input = 2, Units = 3, Steps = 4)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Lstm3On2Separate { }

[Lstm(Input = 1, Units = 8, Steps = 64)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Lstm8On1Separate { }

[Lstm(Input = 1, Units = 20, Steps = 64)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Lstm20On1Separate { }

[Lstm(Input = 8, Units = 32, Steps = 64)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Lstm32On8Separate { }

[Lstm(Input = 2, Units = 3, Steps = 4)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Scalar)]
public partial class Lstm3On2SeparateScalar { }

[Lstm(Input = 1, Units = 8, Steps = 64)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Scalar)]
public partial class Lstm8On1SeparateScalar { }

[Lstm(Input = 1, Units = 20, Steps = 64)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Scalar)]
public partial class Lstm20On1SeparateScalar { }

[Lstm(Input = 8, Units = 32, Steps = 64)]
[LstmOptions(Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Scalar)]
public partial class Lstm32On8SeparateScalar { }

#endif
