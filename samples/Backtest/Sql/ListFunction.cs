using System.Collections.Generic;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>
/// The same in safe code, with DuckDB.NET's own API: it makes a <see cref="List{T}"/> of each row, which is copied once more. Shorter, and
/// slower; here for comparison.
/// </summary>
internal static class ListFunction
{
    internal const string Name = "forecast_by_lists";

    internal static void Register(DuckDBConnection connection, Forecaster forecaster) =>
        connection.RegisterScalarFunction<List<float>, float>(Name, (readers, writer, count) =>
        {
            float[] sequences = new float[(int)count * Forecaster.InputLength], forecasts = new float[count];
            for (int row = 0; row < forecasts.Length; row++)
            {
                if (readers[0].IsValid((ulong)row))
                {
                    List<float> list = readers[0].GetValue<List<float>>((ulong)row);
                    Sequence.CheckLength(list.Count);
                    list.CopyTo(sequences, row * Forecaster.InputLength);
                }
            }

            forecaster.ForwardBatch(forecasts.Length, sequences, forecasts);
            for (int row = 0; row < forecasts.Length; row++)
            {
                if (readers[0].IsValid((ulong)row))
                {
                    writer.WriteValue(forecasts[row], (ulong)row);
                }
                else
                {
                    writer.WriteNull((ulong)row);
                }
            }
        });
}
