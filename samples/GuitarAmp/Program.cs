using System;
using System.Globalization;
using System.IO;
using System.Text;
using GuitarAmp;
using LstmGen.Models;

Console.OutputEncoding = Encoding.UTF8;

// String interpolation formats by the current culture; this makes the output the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

try
{
    return Run(arguments);
}
catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or ModelException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static int Run(Arguments arguments)
{
    if ((arguments.ModelPath is { } path ? Choose(path) : BuiltIn()) is not { } amp)
    {
        return 1;
    }

    Directory.CreateDirectory(arguments.OutputFolder);
    string inputPath = arguments.InputPath ?? Path.Combine(arguments.OutputFolder, "guitar-in.wav");
    if (arguments.InputPath is null)
    {
        WavFile.Write(inputPath, Riff.Play());
    }

    // The sample's own signal is read from its file, too: what you hear in it is what the amp gets.
    Sound input = WavFile.Read(inputPath);
    Console.WriteLine($"Input:  {inputPath}, {input.Seconds:0.0} s at {input.Rate:#,0} Hz");

    float[] samples = new float[input.Samples.Length];
    RealTime.Measure(amp, input, samples).Show();

    Sound output = input with { Samples = samples };
    string outputPath = Path.Combine(arguments.OutputFolder, "guitar-out.wav");
    string chartPath = Path.Combine(arguments.OutputFolder, "guitar.svg");
    WavFile.Write(outputPath, output);
    File.WriteAllText(chartPath, Waveforms.Draw(input, output));
    Console.WriteLine($"Output: {outputPath}, {chartPath}");
    return 0;
}

// The amp that the project names: the build has read its file.
static IAmp? BuiltIn()
{
    Console.WriteLine($"Amp: {AmpModel.FileName}");
    Console.WriteLine();
    Console.WriteLine(Amp.Summary);
    Console.WriteLine();

    if (SelfCheck.SizesProblem(Amp.InputSize, Amp.OutputSize) is { } problem)
    {
        Console.Error.WriteLine(problem);
        return null;
    }

    Amp amp = new();
    return SelfCheck.Show(amp) ? amp : null;
}

// An amp that was unknown when this program was built.
static IAmp Choose(string path)
{
    TrainedModel model = TrainedModel.Load(path);
    IAmp amp = ChosenAmp.Of(model);
    Console.WriteLine($"Amp: {Path.GetFileName(path)}, {model.Format}, played by {amp.GetType().Name}");
    Console.WriteLine();
    Console.WriteLine(model.Summary);
    Console.WriteLine();
    return amp;
}
