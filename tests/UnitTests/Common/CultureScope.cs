using System.Globalization;

namespace LiveChat.UnitTests.Common;

/// <summary>Reads texts in one language until it is disposed of.</summary>
internal sealed class CultureScope : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public CultureScope(string name) => CultureInfo.CurrentUICulture = new CultureInfo(name);

    public void Dispose() => CultureInfo.CurrentUICulture = _before;
}
