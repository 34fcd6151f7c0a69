using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>An editor runs the rules on code that is being typed. They must not throw.</summary>
public class HalfTypedUsageTests
{
    /// <summary>Something for each rule, in the forms that it has.</summary>
    private const string Code = """
        public class Effect
        {
            private Amp.State _state;
            private Amp.State[] _states = new Amp.State[2];

            public float Next(Amp amp, float x) => amp.Step(x, ref _state) + amp.Step(x, ref _states[0]);

            public void Reset() => _state = default;

            public void Run(Gesture gesture, Series series, float[] parameters, float[] samples, float[] window)
            {
                var last = new Queue<float>();
                for (int t = 0; t < 9; t += 1)
                {
                    var network = new Gesture(parameters.AsSpan(0, 2 * t + Gesture.ParameterCount));
                    var output = new float[3 * t];
                    network.Forward(samples[t..(t + 8)], output);
                    gesture.ForwardBatch(2, samples, new[] { 1f, t }, new Gesture.BatchState(2));
                    series.Forward(samples.AsSpan(t, 8).ToArray(), output.AsSpan());
                    Array.Copy(window, 1, window, 0, 7);
                    window.AsSpan(1).CopyTo(window);
                    window[t] = window[t + 1];
                    last.Enqueue(last.Dequeue());
                    if (t % 2 == 0) { series.Forward(window, output); }
                    series.Forward(last.ToArray(), output);
                }
            }
        }
        """;

    /// <summary>One in five of them, because all take seconds.</summary>
    [Fact]
    public async Task A_token_may_be_missing()
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Code, new CSharpParseOptions(LanguageVersion.CSharp10)).GetRoot().DescendantTokens()];
        foreach (SyntaxToken token in tokens.Where((token, index) => index % 5 == 0 && token.Span.Length > 0))
        {
            (CSharpCompilation compilation, SyntaxTree tree) = UsageProject.Compile(Code.Remove(token.SpanStart, token.Span.Length), mayHaveErrors: true);
            await UsageProject.AnalyzeAsync(compilation, tree);
        }
    }

    [Fact]
    public async Task Every_argument_may_be_missing()
    {
        SyntaxNode[] arguments =
        [
            .. CSharpSyntaxTree.ParseText(Code, new CSharpParseOptions(LanguageVersion.CSharp10)).GetRoot().DescendantNodes()
                .Where(node => node.RawKind is (int)SyntaxKind.ArgumentList or (int)SyntaxKind.BracketedArgumentList or (int)SyntaxKind.Argument),
        ];
        foreach (SyntaxNode argument in arguments)
        {
            (CSharpCompilation compilation, SyntaxTree tree) = UsageProject.Compile(Code.Remove(argument.SpanStart, argument.Span.Length), mayHaveErrors: true);
            await UsageProject.AnalyzeAsync(compilation, tree);
        }
    }
}
