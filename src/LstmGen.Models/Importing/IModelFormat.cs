namespace LstmGen.Models.Importing;

/// <summary>Reads a format of trained models.</summary>
internal interface IModelFormat
{
    /// <summary>The format's name for messages, such as <c>GuitarML (JSON)</c>.</summary>
    string Name { get; }

    /// <summary>Whether a file may have modules that aren't for inference, and that a user can leave out.</summary>
    bool TakesLeaveOut => false;

    /// <summary>Whether a file is of this format, told from its content where that is possible. It never throws.</summary>
    bool Matches(ModelInput input);

    /// <exception cref="ModelException">The file can't be used; the message says what, where and why.</exception>
    ImportedModel Read(ModelInput input, ImportOptions options);
}
