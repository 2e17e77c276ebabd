using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ConsoleIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "awaits_answer",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false
            );

            // What Conversation.AwaitsAnswer says of the conversations that are there.
            migrationBuilder.Sql(
                """
                UPDATE conversations SET awaits_answer = 1 WHERE EXISTS (
                    SELECT 1 FROM messages m JOIN users s ON s.id = m.sender_id
                    WHERE m.conversation_id = conversations.id AND m.sequence = conversations.last_sequence AND m.recalled_at IS NULL AND m.removed_at IS NULL
                        AND s.role = (SELECT MIN(u.role) FROM participants p JOIN users u ON u.id = p.user_id WHERE p.conversation_id = conversations.id)
                        AND s.role < (SELECT MAX(u.role) FROM participants p JOIN users u ON u.id = p.user_id WHERE p.conversation_id = conversations.id))
                """
            );

            migrationBuilder.CreateIndex(name: "ix_users_created", table: "users", columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(name: "ix_users_last_seen", table: "users", columns: new[] { "last_seen_at", "id" });

            migrationBuilder.CreateIndex(name: "ix_users_name", table: "users", columns: new[] { "normalized_username", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_awaiting",
                table: "conversations",
                column: "updated_at",
                filter: "awaits_answer"
            );

            migrationBuilder.CreateIndex(name: "ix_audit_log_action", table: "audit_log", columns: new[] { "action", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_users_created", table: "users");

            migrationBuilder.DropIndex(name: "ix_users_last_seen", table: "users");

            migrationBuilder.DropIndex(name: "ix_users_name", table: "users");

            migrationBuilder.DropIndex(name: "ix_conversations_awaiting", table: "conversations");

            migrationBuilder.DropIndex(name: "ix_audit_log_action", table: "audit_log");

            migrationBuilder.DropColumn(name: "awaits_answer", table: "conversations");
        }
    }
}
