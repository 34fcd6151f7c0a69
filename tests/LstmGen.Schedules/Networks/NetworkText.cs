using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Schedules.Networks;

/// <summary>A network for a message: its model's text without the numbers.</summary>
internal static class NetworkText
{
    public static string Of(Network network)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(new ModelFile(null, null, network), text);
        return string.Join('\n', text.ToString().Split('\n').Where(line => !line.StartsWith(' ')));
    }
}
