using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.PostgreSql.Migrations;

/// <summary>What queries call by name, and what keeps the audit log as it is.</summary>
public partial class FunctionsAndTriggers : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Upper and lower case of each character for itself, as the server folds its search terms, and not by a language.
        migrationBuilder.Sql(
            """
            DO $$
            BEGIN
                IF EXISTS (SELECT FROM pg_collation WHERE collname = 'pg_c_utf8') THEN
                    CREATE COLLATION letter_case FROM pg_c_utf8;
                ELSIF EXISTS (SELECT FROM pg_collation WHERE collname = 'C.utf8') THEN
                    CREATE COLLATION letter_case FROM "C.utf8";
                ELSE
                    CREATE COLLATION letter_case FROM "und-x-icu";
                END IF;
            END
            $$
            """
        );
        migrationBuilder.Sql(
            """
            CREATE FUNCTION folded_contains(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            AS $$ SELECT strpos(lower(upper(normalize($1, NFKD) COLLATE letter_case) COLLATE letter_case), $2) > 0 $$
            """
        );
        // The patterns of SQLite's function of this name, as far as they are used: any text, and a bracket that stands for itself.
        migrationBuilder.Sql(
            """
            CREATE FUNCTION glob(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            AS $$
                SELECT $2 LIKE replace(replace(replace(replace(replace($1, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'), '[[]', '[')
            $$
            """
        );
        migrationBuilder.Sql(
            """
            CREATE FUNCTION refuse_change_of_audit_log() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'The audit log only grows.'; END $$;
            CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_log();
            """
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER audit_log_no_change ON audit_log");
        migrationBuilder.Sql("DROP FUNCTION refuse_change_of_audit_log, glob, folded_contains");
        migrationBuilder.Sql("DROP COLLATION letter_case");
    }
}
