using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Backtest;

/// <summary>
/// <c>forecast(FLOAT[]) → FLOAT</c> in SQL. DuckDB calls it with chunks of up to 2,048 rows, from any number of threads, and each chunk is
/// one call of <c>ForwardBatch</c> on DuckDB's own memory.
/// </summary>
/// <remarks>
/// A NULL in place of a list gives NULL. A list of another length, or one with a NULL or a NaN in it, is an error that ends the query;
/// within <c>TRY(…)</c> it gives NULL. That is how DuckDB's own functions of lists behave, except for NaN, which they treat as a number.
/// </remarks>
internal static unsafe class ForecastFunction
{
    internal const string Name = "forecast";

    /// <exception cref="InvalidOperationException">The connection refuses it.</exception>
    internal static void Register(DuckDBConnection connection, Forecaster forecaster)
    {
        IntPtr function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            using DuckDBLogicalType number = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Float);
            using DuckDBLogicalType list = NativeMethods.LogicalType.DuckDBCreateListType(number);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, Name);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, list);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, number);
            IntPtr handle = GCHandle.ToIntPtr(GCHandle.Alloc(forecaster));
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, handle, &Release);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, &Run);
            if (NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, function) != DuckDBState.Success)
            {
                throw new InvalidOperationException($"DuckDB doesn't take the function {Name}.");
            }
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(IntPtr handle) => GCHandle.FromIntPtr(handle).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(IntPtr info, IntPtr chunk, IntPtr output)
    {
        // An exception must not escape from a function that native code calls.
        try
        {
            IntPtr handle = NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info);
            Forecaster forecaster = (Forecaster)GCHandle.FromIntPtr(handle).Target!;
            using DuckDBDataChunk rows = new(chunk);
            int count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(rows);
            ListVector lists = new(NativeMethods.DataChunks.DuckDBDataChunkGetVector(rows, 0), count);
            Span<float> forecasts = new(NativeMethods.Vectors.DuckDBVectorGetData(output), count);
            Forecast(forecaster, lists, forecasts, output);
        }
        catch (Exception exception)
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, $"{Name}: {exception.Message}");
        }
    }

    private static void Forecast(Forecaster forecaster, ListVector lists, Span<float> forecasts, IntPtr output)
    {
        for (int row = 0; row < forecasts.Length; row++)
        {
            if (!lists.IsNull(row))
            {
                Sequence.Check(lists, row);
            }
        }

        if (lists.TryGetAll(Forecaster.InputLength, out ReadOnlySpan<float> sequences))
        {
            forecaster.ForwardBatch(forecasts.Length, sequences, forecasts);
        }
        else
        {
            ForecastCopies(forecaster, lists, forecasts, output);
        }

        for (int row = 0; row < forecasts.Length; row++)
        {
            // NaN in gives NaN out, so inputs need checking only if an output is NaN.
            if (float.IsNaN(forecasts[row]))
            {
                Sequence.CheckNumbers(lists, row);
            }
        }
    }

    /// <summary>For lists that aren't contiguous, as after a filter or where some are NULL.</summary>
    private static void ForecastCopies(Forecaster forecaster, ListVector lists, Span<float> forecasts, IntPtr output)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(forecasts.Length * Forecaster.InputLength);
        try
        {
            Span<float> copies = rented.AsSpan(0, forecasts.Length * Forecaster.InputLength);
            for (int row = 0; row < forecasts.Length; row++)
            {
                Span<float> copy = copies.Slice(row * Forecaster.InputLength, Forecaster.InputLength);
                if (lists.IsNull(row))
                {
                    copy.Clear();
                    SetNull(output, row);
                }
                else
                {
                    lists[row].CopyTo(copy);
                }
            }

            forecaster.ForwardBatch(forecasts.Length, copies, forecasts);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void SetNull(IntPtr vector, int row)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        NativeMethods.ValidityMask.DuckDBValiditySetRowValidity(NativeMethods.Vectors.DuckDBVectorGetValidity(vector), (ulong)row, false);
    }
}
