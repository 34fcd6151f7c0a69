using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Reading;

/// <summary>A file of the project in the <c>.lstm</c> text form: the model in it, or what is wrong with it.</summary>
internal sealed record ModelText(string Path, ModelFile? File, TextProblem? Problem)
{
    /// <param name="text">Null where the compiler can't read the file.</param>
    public static ModelText Read(string path, string? text)
    {
        if (text is null)
        {
            return new ModelText(path, null, new TextProblem("the file can't be read", 0, 0, 0, 0));
        }

        try
        {
            return new ModelText(path, LstmReader.Read(text), null);
        }
        catch (LstmSyntaxException problem)
        {
            return new ModelText(path, null, new TextProblem(problem.Message, problem.Start, problem.Length, problem.Line, problem.Column));
        }
    }
}

/// <summary>What is wrong with a model's text, and where: an offset, and a line and a column, both from 0.</summary>
internal sealed record TextProblem(string Message, int Start, int Length, int Line, int Column);
