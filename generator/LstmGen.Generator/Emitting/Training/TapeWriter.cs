using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes what a trainer computes: the forward pass, the loss, and the backward pass.</summary>
internal sealed class TapeWriter(TapeText tape)
{
    public const string Load = "Load";
    public const string Start = "Start";
    public const string Forward = "Forward";
    public const string Backward = "Backward";
    public const string LossName = "ComputeLoss";

    private readonly CodeWriter _code = tape.Code;
    private readonly Names _names = tape.Names;
    private readonly TrainedRecurrentWriter _recurrent = new(tape);
    private readonly TrainedDenseWriter _dense = new(tape);
    private readonly TrainedMergeWriter _merge = new(tape);
    private readonly TrainedSumWriter _sum = new(tape);
    private readonly TrainedRowsWriter _rows = new(tape);
    private readonly TrainedEmbeddingWriter _embedding = new(tape);
    private readonly TrainedNormalizationWriter _normalization = new(tape);

    public void Write()
    {
        new TapeFrameWriter(tape).Write();
        ForwardMethod();
        new LossWriter(tape).Write();
        BackwardMethod();
        foreach (TrainedLayer layer in tape.Training.Layers)
        {
            _code.Line();
            LayerForward(layer);
        }

        for (int i = tape.Training.Layers.Count - 1; i >= tape.Training.FirstTrained; i--)
        {
            _code.Line();
            LayerBackward(tape.Training.Layers[i]);
        }
    }

    private void ForwardMethod()
    {
        _code.Comment("All layers forwards.");
        using (_code.Block($"private void {Forward}(int sequences)"))
        {
            foreach (TrainedLayer layer in tape.Training.Layers)
            {
                _code.Line($"Forward{layer.Layer.PascalName}(sequences);");
            }

            if (tape.Training.Outputs is { } outputs)
            {
                bool every = TrainingRules.HasOutputOfEachStep(tape.Plan.Network);
                string input = every ? At(tape.Training.Input)
                    : tape.Training.LastInput is { } last ? At(last)
                    : $"{At(tape.Training.Input)} + (_steps - 1) * sequences * {tape.Plan.Network.InputSize}";
                (string rows, string width) = tape.Each(every ? Steps : One, outputs.Width);
                string inputs = tape.Each(One, tape.Plan.Network.InputSize).Units;
                string from = RowAt(tape.Training.Last.Output);
                _code.Line($"{tape.Helpers.AddInput()}(_tape, {rows}, {width}, {inputs}, {from}, {input}, {At(outputs)});");
            }
        }
    }

    private void BackwardMethod()
    {
        _code.Comment("All layers backwards, from the derivatives by the outputs on.");
        using (_code.Block($"private void {Backward}(int sequences)"))
        {
            // Several layers may add to the same derivatives.
            foreach (TapeRegion slope in tape.Training.Layers.Select(layer => layer.InputSlope).OfType<TapeRegion>().Distinct())
            {
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(slope)}, {Count(slope)});");
            }

            for (int i = tape.Training.Layers.Count - 1; i >= tape.Training.FirstTrained; i--)
            {
                _code.Line($"Backward{tape.Training.Layers[i].Layer.PascalName}(sequences);");
            }
        }
    }

    private void LayerForward(TrainedLayer layer)
    {
        using IDisposable method = Method(Forward, layer);
        switch (layer)
        {
            case TrainedBidirectional both:
                _recurrent.Forward(both.Forward);
                _recurrent.Forward(both.Backward);
                _merge.Forward(both);
                break;
            case TrainedRecurrent recurrent:
                _recurrent.Forward(recurrent);
                break;
            case TrainedDense dense:
                _dense.Forward(dense);
                break;
            case TrainedSum sum:
                _sum.Forward(sum);
                break;
            case TrainedRows rows:
                _rows.Forward(rows);
                break;
            case TrainedEmbedding embedding:
                _embedding.Forward(embedding);
                break;
            case TrainedNormalization normalization:
                _normalization.Forward(normalization);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer));
        }
    }

    private void LayerBackward(TrainedLayer layer)
    {
        using IDisposable method = Method(Backward, layer);
        switch (layer)
        {
            case TrainedBidirectional both:
                _merge.Backward(both);
                _recurrent.Backward(both.Forward);
                _recurrent.Backward(both.Backward);
                break;
            case TrainedRecurrent recurrent:
                _recurrent.Backward(recurrent);
                break;
            case TrainedDense dense:
                _dense.Backward(dense);
                break;
            case TrainedSum sum:
                _sum.Backward(sum);
                break;
            case TrainedRows rows:
                _rows.Backward(rows);
                break;
            case TrainedEmbedding embedding:
                _embedding.Backward(embedding);
                break;
            case TrainedNormalization normalization:
                _normalization.Backward(normalization);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer));
        }
    }

    private IDisposable Method(string way, TrainedLayer layer)
    {
        _code.Comment($"Layer {layer.Layer.Name}, {(way == Forward ? "forwards" : "backwards")}.");
        return _code.Block($"private void {way}{layer.Layer.PascalName}(int sequences)");
    }
}
