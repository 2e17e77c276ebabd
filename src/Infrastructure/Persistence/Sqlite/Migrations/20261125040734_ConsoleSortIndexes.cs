using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ConsoleSortIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(name: "ix_users_role", table: "users", columns: new[] { "role", "id" });

            migrationBuilder.CreateIndex(name: "ix_users_status", table: "users", columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(name: "ix_messages_type", table: "messages", columns: new[] { "type", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_actor_action",
                table: "audit_log",
                columns: new[] { "actor_id", "action", "id" }
            );

            migrationBuilder.CreateIndex(name: "ix_audit_log_address", table: "audit_log", columns: new[] { "address", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_target_action",
                table: "audit_log",
                columns: new[] { "target", "action", "id" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_users_role", table: "users");

            migrationBuilder.DropIndex(name: "ix_users_status", table: "users");

            migrationBuilder.DropIndex(name: "ix_messages_type", table: "messages");

            migrationBuilder.DropIndex(name: "ix_audit_log_actor_action", table: "audit_log");

            migrationBuilder.DropIndex(name: "ix_audit_log_address", table: "audit_log");

            migrationBuilder.DropIndex(name: "ix_audit_log_target_action", table: "audit_log");
        }
    }
}
