using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Waiting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_conversations_awaiting", table: "conversations");

            migrationBuilder.RenameColumn(name: "awaits_answer", table: "conversations", newName: "answered_sequence");

            migrationBuilder.AddColumn<bool>(name: "is_done", table: "participants", type: "INTEGER", nullable: false, defaultValue: false);

            migrationBuilder.AddColumn<long>(name: "snoozed_until", table: "participants", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<long>(name: "waiting_sequence", table: "conversations", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<long>(name: "waiting_since", table: "conversations", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<string>(name: "waiting_user_id", table: "conversations", type: "TEXT", nullable: true);

            // What the conversations that are there would say had they always counted: see Conversation.AnsweredSequence and WaitingSequence.
            migrationBuilder.Sql(
                """
                UPDATE conversations SET answered_sequence = COALESCE((
                    SELECT m.sequence FROM messages m JOIN users s ON s.id = m.sender_id
                    WHERE m.conversation_id = conversations.id AND m.recalled_at IS NULL AND m.removed_at IS NULL
                        AND s.role <> (SELECT MIN(u.role) FROM participants p JOIN users u ON u.id = p.user_id WHERE p.conversation_id = conversations.id)
                    ORDER BY m.sequence DESC LIMIT 1), 0)
                """
            );
            migrationBuilder.Sql(
                """
                UPDATE conversations SET (waiting_sequence, waiting_since, waiting_user_id) = (
                    SELECT m.sequence, m.created_at, m.sender_id FROM messages m
                    WHERE m.conversation_id = conversations.id AND m.sequence > conversations.answered_sequence AND m.recalled_at IS NULL AND m.removed_at IS NULL
                    ORDER BY m.sequence LIMIT 1)
                WHERE (SELECT MIN(u.role) < MAX(u.role) FROM participants p JOIN users u ON u.id = p.user_id WHERE p.conversation_id = conversations.id)
                """
            );

            migrationBuilder.CreateIndex(
                name: "ix_conversations_waiting",
                table: "conversations",
                columns: new[] { "waiting_since", "id" },
                filter: "waiting_since IS NOT NULL"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_conversations_waiting", table: "conversations");

            migrationBuilder.Sql("UPDATE conversations SET answered_sequence = waiting_sequence IS NOT NULL");

            migrationBuilder.DropColumn(name: "is_done", table: "participants");

            migrationBuilder.DropColumn(name: "snoozed_until", table: "participants");

            migrationBuilder.DropColumn(name: "waiting_sequence", table: "conversations");

            migrationBuilder.DropColumn(name: "waiting_since", table: "conversations");

            migrationBuilder.DropColumn(name: "waiting_user_id", table: "conversations");

            migrationBuilder.RenameColumn(name: "answered_sequence", table: "conversations", newName: "awaits_answer");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_awaiting",
                table: "conversations",
                column: "updated_at",
                filter: "awaits_answer"
            );
        }
    }
}
