using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations;

/// <summary>
/// Names of earlier versions are in whatever form their keyboard wrote. Where two people who sign in by name turn out to have the same
/// one, one of them keeps it with their id behind it: the one whose name was spelled apart, or else the later. The functions are the server's own; see <see cref="DatabaseInitializer"/>.
/// </summary>
[DbContext(typeof(SqliteContext))]
[Migration("20261129230500_NamesInNormalForm")]
public sealed class NamesInNormalForm : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            UPDATE users SET username = normal_form(username) || ' ' || substr(id, 1, 20), normalized_username = normalized_name(normal_form(username) || ' ' || substr(id, 1, 20))
            WHERE password_hash IS NOT NULL AND normalized_username <> normalized_name(username) AND EXISTS (
                SELECT 1 FROM users AS other
                WHERE other.password_hash IS NOT NULL AND other.id <> users.id AND normalized_name(other.username) = normalized_name(users.username)
                    AND (other.normalized_username = normalized_name(other.username) OR (other.created_at, other.id) < (users.created_at, users.id)));
            UPDATE OR IGNORE users SET username = normal_form(username), normalized_username = normalized_name(username)
            WHERE username <> normal_form(username);
            """
        );

    protected override void Down(MigrationBuilder migrationBuilder) { }
}
