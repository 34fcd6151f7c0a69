using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// Which memory each method needs while it runs, and where it is: on the stack, or, where that would be too much for a small one or the
/// target can't allocate on it, in an object that is allocated once: the state, or a workspace for a network without one. All emitted code
/// gets its memory from here.
/// </summary>
internal sealed class MemoryPlan
{
    /// <summary>
    /// The call order: a method comes after those that may call it, so that memory needed at the same time is disjoint, and memory needed
    /// one after another is shared.
    /// </summary>
    private enum Depth
    {
        Member,
        MaskedSequence,
        Run,
        Layer,
        Inner,
        End,
    }

    private readonly Network _network;
    private readonly Element _element;
    private readonly Target _target;
    private readonly IReadOnlyList<BackEnd> _backEnds;
    private readonly BatchPlan _batch;
    private readonly RowPlaces _rows;
    private readonly int[] _starts = new int[(int)Depth.End + 1];

    public MemoryPlan(
        Network network,
        Element element,
        Target target,
        IReadOnlyList<BackEnd> backEnds,
        BatchPlan batch,
        int stateCount,
        RowPlaces rows)
    {
        (_network, _element, _target, _backEnds, _batch, StateCount, _rows) = (network, element, target, backEnds, batch, stateCount, rows);
        _starts[0] = stateCount;
        for (Depth depth = Depth.Member; depth < Depth.End; depth++)
        {
            _starts[(int)depth + 1] = _starts[(int)depth] + Most(depth);
        }

        Members = [.. Uses()];
        IsObject = !target.Spans || Members.Any(member => !member.Fits);
    }

    /// <summary>The number of values in the state.</summary>
    public int StateCount { get; }

    /// <summary>
    /// Whether the state, or the workspace of a network that has none, is an object with all memory that a run needs; otherwise the state
    /// is a structure, and the memory is on the stack.
    /// </summary>
    public bool IsObject { get; }

    /// <summary>The number of values in the state and in the memory after it, in an object.</summary>
    public int ObjectCount => _starts[(int)Depth.End];

    /// <summary>
    /// Whether <c>==</c> and <c>!=</c> take references, so that the caller copies nothing: reading through them needs <c>Unsafe.AsRef(in
    /// …)</c>, and so C# 12.
    /// </summary>
    public bool ComparesInPlace => _target.InlineArray && _target.LanguageVersion >= 1200;

    /// <summary>How much stack each kind of member takes, or would take if the memory were on the stack.</summary>
    public IReadOnlyList<StackUse> Members { get; }

    /// <summary>The member that takes the most.</summary>
    public StackUse Deepest => Members.OrderByDescending(member => member.Bytes).First();

    /// <summary>A place for one value, which is a step's input and then its output.</summary>
    public Scratch Value => Places(Depth.Member, ("value", 1)).Single();

    /// <summary>A copy of a structure over whose values no span can be made.</summary>
    public Scratch CopyOfState(string name) => new(name, -1, StateCount);

    /// <summary>The state of a network that has none from call to call.</summary>
    public Scratch State(string name) => new(name, 0, StateCount);

    /// <summary>The steps of a sequence that are not masked.</summary>
    public Scratch KeptSteps => Masked()[0];

    /// <summary>A hidden state of zeros, for the steps that are masked.</summary>
    public Scratch HiddenOfZeros => Masked()[1];

    /// <summary>The output that belongs to it.</summary>
    public Scratch OutputOfMasked => Masked()[2];

    public const string EvenRows = "rows0";
    public const string OddRows = "rows1";
    public const string Turned = "turned";
    public const string ForwardRows = "forward";
    public const string BackwardRows = "backward";
    public const string Rows = "scratch";
    public const string Joined = "joined";

    /// <summary>
    /// The rows that a layer writes: only the rows of neighbouring layers are live at the same time, so two places alternate. Those that a
    /// residual sum reads later have a place of their own.
    /// </summary>
    public string RowsOf(int layer) => _network.IsKept(layer) ? FormattableString.Invariant($"kept{layer}")
        : _network.Layers.Take(layer).Count(Leaves) % 2 == 0 ? EvenRows : OddRows;

    /// <summary>Whether a layer writes rows of its own; a layer that takes or repeats rows leaves them where they are.</summary>
    private static bool Leaves(Layer layer) => layer is not RowsLayer { LeavesRowsInPlace: true };

    /// <summary>The rows that a layer joins into one while a trace is written, in which rows aren't adjacent.</summary>
    public Scratch? JoinedRows => Places(Depth.Run, [.. OfJoined()]).FirstOrDefault();

    private IEnumerable<(string, int)> OfJoined() =>
        _network.Layers.OfType<RowsLayer>().Where(layer => layer.Kind == RowsKind.Flatten)
            .Select(layer => layer.Output).OrderByDescending(count => count).Take(1).Select(count => (Joined, count));

    /// <summary>What the method that runs all layers needs.</summary>
    public IReadOnlyList<Scratch> Run(BackEnd backEnd) =>
        Places(Depth.Run, [.. _network.IsStreaming ? Streaming(backEnd) : Sequence(backEnd)]);

    /// <summary>What the method that runs the layers after the last recurrent one needs.</summary>
    public IReadOnlyList<Scratch> Head(BackEnd backEnd) =>
        Places(Depth.Run, [.. HeadInOneMethod(backEnd) ? Streaming(backEnd) : HeadRows(backEnd)]);

    /// <summary>Whether that method contains these layers instead of calling their methods.</summary>
    public bool HeadInOneMethod(BackEnd backEnd) => backEnd.InOneMethod && _network.LastOverTime + 1 < _network.Layers.Count;

    /// <summary>
    /// The input's half of the sums of several steps, in the method of a layer that computes it before the recurrence; otherwise null.
    /// </summary>
    public Scratch? Sums(BackEnd backEnd, LayerSchedule layer) => InLayer(backEnd, layer).FirstOrDefault(scratch => scratch.Name == "sums");

    /// <summary>What a layer's projection reads, in the layer's method; otherwise null.</summary>
    public Scratch? Shown(BackEnd backEnd, LayerSchedule layer) =>
        InLayer(backEnd, layer).FirstOrDefault(scratch => scratch.Name == "shown");

    /// <summary>What the phases of a layer's cell keep for later phases, in the layer's method.</summary>
    public IEnumerable<Scratch> Carried(BackEnd backEnd, LayerSchedule layer) =>
        InLayer(backEnd, layer).Where(scratch => layer.CarriedInMemory.Any(carried => CarriedName(carried) == scratch.Name));

    /// <summary>The memory in which a phase keeps a named value.</summary>
    public static string CarriedName(string left) => "all" + char.ToUpperInvariant(left[0]) + left.Substring(1);

    /// <summary>What a Dense layer in straight-line code needs for its softmax, which reads all outputs; otherwise null.</summary>
    public Scratch? Outputs(LayerSchedule layer) => Places(Depth.Inner, [.. OfDense(layer)]).FirstOrDefault();

    /// <summary>
    /// Values for a copy of a block's rows, for a block that isn't full or has no states, with padding to start at a cache line.
    /// </summary>
    public int BlockCopyCount => BlockRows(_batch.StateRows);

    /// <summary>Values of the rows that the steps of a block of sequences need, likewise.</summary>
    public int BlockScratchCount => BlockRows(_batch.ScratchRows);

    private int BlockRows(int rows) => rows == 0 ? 0 : (rows * _batch.VectorsOfRow * _backEnds[0].Width) + _element.Alignment - 1;

    private IReadOnlyList<Scratch> Masked()
    {
        int hidden = Packing.Pad(_network.Layers[_network.LastOverTime].Output, _element);
        return Places(
            Depth.MaskedSequence,
            ("kept", _network.Steps!.Value * _network.InputSize),
            ("h", hidden),
            ("rest", _network.ReturnsSequences ? _network.OutputSize : 0));
    }

    private IReadOnlyList<Scratch> Places(Depth depth, params (string Name, int Count)[] needed)
    {
        int start = _starts[(int)depth];
        var places = new List<Scratch>();
        foreach ((string name, int count) in needed)
        {
            places.Add(new Scratch(name, start, count));
            start += count;
        }

        return places;
    }

    private int Most(Depth depth) => depth switch
    {
        Depth.Member => 1,
        Depth.MaskedSequence => _network.IsStreaming || _network.Masking is null ? 0 : Masked().Sum(scratch => scratch.Count),
        Depth.Run => Math.Max(JoinedRows?.Count ?? 0, _backEnds.Max(backEnd => Math.Max(Total(Run(backEnd)), Total(Head(backEnd))))),
        Depth.Layer => Methods().Select(method => Total(InLayer(method.BackEnd, method.Layer))).DefaultIfEmpty(0).Max(),
        _ => Methods().Select(method => Outputs(method.Layer)?.Count ?? 0).DefaultIfEmpty(0).Max(),
    };

    private static int Total(IEnumerable<Scratch> places) => places.Sum(scratch => scratch.Count);

    /// <summary>The layers that have a method of their own.</summary>
    private IEnumerable<(BackEnd BackEnd, LayerSchedule Layer)> Methods() =>
        from backEnd in _backEnds
        where !backEnd.InOneMethod
        from layer in backEnd.All
        select (backEnd, layer);

    private IEnumerable<(string, int)> Streaming(BackEnd backEnd)
    {
        // A layer whose output is only in local variables needs no memory for it.
        int last = backEnd.Stages.Count - 1;
        bool isUsed = !backEnd.InOneMethod || backEnd.Straight.Where((layer, i) => layer.HasRowInMemory(isLast: i == last)).Any();
        if (isUsed)
        {
            yield return (Rows, _rows.Count(backEnd.InOneMethod ? 1 : backEnd.StepsAtOnce));
        }

        // Layers in one method run one after another.
        IEnumerable<LayerSchedule> inOneMethod = backEnd.Layers.Where(_ => backEnd.InOneMethod);
        foreach (var carried in inOneMethod.SelectMany(Carried).GroupBy(one => one.Name))
        {
            yield return (carried.Key, carried.Max(one => one.Count));
        }
    }

    /// <summary>Rows of a whole sequence, between the layers and in the order in which they are read backwards.</summary>
    private IEnumerable<(string, int)> Sequence(BackEnd backEnd)
    {
        (Stage Stage, int Rows)[] all =
            [.. backEnd.Stages.Take(_network.LastOverTime + 1).Select((stage, i) => (stage, _network.RowsRead(i, _network.Steps)!.Value))];
        (Stage Stage, int Rows)[] pairs = [.. all.Where(one => one.Stage.Second is not null)];
        (string Name, IEnumerable<int> Counts)[] rows =
        [
            (EvenRows, Left(EvenRows)),
            (OddRows, Left(OddRows)),
            .. Enumerable.Range(0, all.Length).Where(layer => _network.IsKept(layer) && Leaves(_network.Layers[layer]))
                .Select(RowsOf).Select(row => (row, Left(row))),
            (Turned, all.Where(one => one.Stage.InputStride > 0 && one.Stage.All.Any(layer => layer.ReadsBackwards))
                .Select(one => one.Rows * one.Stage.InputStride)),
            (ForwardRows, pairs.Select(one => one.Rows * one.Stage.First.Layout.PaddedOutput)),
            (BackwardRows, pairs.Select(one => one.Rows * one.Stage.Second!.Layout.PaddedOutput)),
        ];
        return rows.Where(row => row.Counts.Any()).Select(row => (row.Name, row.Counts.Max())).Concat(HeadRows(backEnd));

        // A layer computes a row for each that it reads, even if it outputs only the last one.
        IEnumerable<int> Left(string rows) => all
            .Where((one, i) => Leaves(one.Stage.Layer) && RowsOf(i) == rows)
            .Select(one => (one.Stage.Layer is RowsLayer ? 1 : one.Rows) * Packing.Pad(one.Stage.Layer.Output, _element));
    }

    /// <summary>
    /// Rows between the layers after the last recurrent one: the last layer's is the output itself, unless something is added to it.
    /// </summary>
    private IEnumerable<(string, int)> HeadRows(BackEnd backEnd) =>
        _network.Layers.Count - 1 - _network.LastOverTime >= (_network.Skip ? 1 : 2) ? [(Rows, _rows.HeadCount)] : [];

    private IReadOnlyList<Scratch> InLayer(BackEnd backEnd, LayerSchedule layer)
    {
        var needed = new List<(string, int)>();
        if (layer is TiledSchedule { Hoisting: not null })
        {
            needed.Add(("sums", backEnd.StepsAtOnce * layer.Layer.Gates * layer.Layout.PaddedUnits));
        }

        if (layer is TiledSchedule { Projection: not null })
        {
            needed.Add(("shown", layer.Layout.PaddedUnits));
        }

        needed.AddRange(Carried(layer));

        return Places(Depth.Layer, [.. needed]);
    }

    private static IEnumerable<(string Name, int Count)> Carried(LayerSchedule layer) =>
        layer.CarriedInMemory.Select(carried => (CarriedName(carried), layer.Layout.PaddedUnits));

    private static IEnumerable<(string, int)> OfDense(LayerSchedule layer) =>
        layer is StraightSchedule { Layer: DenseLayer { Activation.IsOfLayer: true } }
            ? [("scratch", layer.Layout.Row.First(1) + layer.Layout.PaddedUnits)]
            : [];

    private IEnumerable<StackUse> Uses()
    {
        long state = StateCount * (long)_element.Bytes;
        // A structure over which no span can be made is copied to be read, by a method that may copy it once more.
        bool isCopied = !_target.SpansOfFields;
        long masked = Bytes(Depth.MaskedSequence, Depth.Run);
        int copies = !isCopied || !_network.IsStreaming ? 1 : _network.Masking is null ? 2 : 3;
        yield return Through(_network.IsStreaming ? "Forward(input, output)" : "Forward", (copies * state) + masked);
        if (!_network.IsStreaming)
        {
            yield break;
        }

        // On the caller's stack, which copies one or both.
        long compared = ComparesInPlace ? state : 2 * state;
        yield return isCopied
            ? new StackUse("State.Equals, ==", 4 * state, state)
            : new StackUse("State.Equals, ==", compared, 0);
        if (_batch.IsVectorised)
        {
            long block = BlockCopyCount + (long)BlockScratchCount;
            yield return new StackUse("ForwardBatch, StepBatch, ProcessBatch", block * _element.Bytes, 0);
        }

        // What a run takes in addition to its callers.
        StackUse Through(string member, long callers)
        {
            long run = callers + Bytes(Depth.Run, Depth.Layer);
            long layer = Bytes(Depth.Layer, Depth.Inner);
            long inner = Bytes(Depth.Inner, Depth.End);
            bool hasInner = inner > 0 || Methods().Any(method => method.Layer is TiledSchedule { Projection: not null });
            return hasInner ? new StackUse(member, run + layer + inner, 0) : new StackUse(member, run, layer);
        }
    }

    private long Bytes(Depth from, Depth to) => (_starts[(int)to] - _starts[(int)from]) * (long)_element.Bytes;
}
