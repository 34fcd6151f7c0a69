using LstmGen;

[LstmModel("lstm_dense.keras")]
public partial class Trained { }
