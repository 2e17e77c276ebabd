using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AuditLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    actor_id = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    action = table.Column<int>(type: "INTEGER", nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    detail = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_log", x => x.id);
                }
            );

            migrationBuilder.CreateIndex(name: "ix_audit_log_actor", table: "audit_log", columns: new[] { "actor_id", "id" });

            migrationBuilder.CreateIndex(name: "ix_audit_log_target", table: "audit_log", columns: new[] { "target", "id" });

            // The log only grows, whatever code or query comes along.
            foreach (var change in new[] { "UPDATE", "DELETE" })
                migrationBuilder.Sql(
                    $"CREATE TRIGGER audit_log_no_{change.ToLowerInvariant()} BEFORE {change} ON audit_log BEGIN SELECT RAISE(ABORT, 'The audit log only grows.'); END"
                );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "audit_log");
        }
    }
}
