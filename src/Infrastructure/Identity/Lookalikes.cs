using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Text;

namespace LiveChat.Infrastructure.Identity;

/// <summary>
/// Names that a reader takes for one another: in full-width or mathematical letters, in the forms that other encodings brought
/// along, with characters that can't be seen.
/// </summary>
internal static class Lookalikes
{
    /// <summary>The same for all that look alike. For comparing, never for showing.</summary>
    public static string Fold(string username)
    {
        var apart = Folding.TakeApart(User.VisibleText(username));
        return string.Concat(apart.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
    }
}
