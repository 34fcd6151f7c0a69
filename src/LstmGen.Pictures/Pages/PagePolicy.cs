namespace LstmGen.Pictures.Pages;

/// <summary>
/// What a page's content security policy allows: its own style sheet and its own script, by their SHA-256, and nothing else. The hashes are
/// constants here because on Linux the base library computes them with OpenSSL, which not every machine has; a test checks them.
/// </summary>
internal static class PagePolicy
{
    public const string StyleHash = "sha256-va25oEmOJZMGDUkMpK5TJUuM7/0BHFozzCic03FkvJY=";

    public const string ScriptHash = "sha256-OHFo8MhIJrmkh0yYDs0nPLDCzRXBq79gzlgmS7elflE=";

    public const string Text = "default-src 'none'; style-src '" + StyleHash + "'; script-src '" + ScriptHash + "'; base-uri 'none'; form-action 'none'";
}
