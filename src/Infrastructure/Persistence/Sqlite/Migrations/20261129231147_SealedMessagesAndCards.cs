using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SealedMessagesAndCards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_attachments_withdrawn", table: "attachments");

            migrationBuilder.AddColumn<string>(name: "code", table: "quick_replies", type: "TEXT", maxLength: 20, nullable: true);

            migrationBuilder.AddColumn<string>(name: "group", table: "quick_replies", type: "TEXT", maxLength: 20, nullable: true);

            migrationBuilder.AddColumn<bool>(name: "is_kept", table: "attachments", type: "INTEGER", nullable: false, defaultValue: false);

            migrationBuilder.AddColumn<long>(name: "sealed_at", table: "attachments", type: "INTEGER", nullable: true);

            migrationBuilder.CreateTable(
                name: "cards",
                columns: table => new
                {
                    owner_id = table.Column<string>(type: "TEXT", nullable: false),
                    about_id = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cards", x => new { x.owner_id, x.about_id });
                    table.ForeignKey(
                        name: "FK_cards_users_about_id",
                        column: x => x.about_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_cards_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "sealed_messages",
                columns: table => new
                {
                    message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sealed_messages", x => x.message_id);
                    table.ForeignKey(
                        name: "FK_sealed_messages_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_attachments_unsealed",
                table: "attachments",
                column: "id",
                filter: "is_kept AND sealed_at IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_attachments_withdrawn",
                table: "attachments",
                column: "withdrawn_at",
                filter: "withdrawn_at IS NOT NULL AND NOT is_kept"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "cards");

            migrationBuilder.DropTable(name: "sealed_messages");

            migrationBuilder.DropIndex(name: "ix_attachments_unsealed", table: "attachments");

            migrationBuilder.DropIndex(name: "ix_attachments_withdrawn", table: "attachments");

            migrationBuilder.DropColumn(name: "code", table: "quick_replies");

            migrationBuilder.DropColumn(name: "group", table: "quick_replies");

            migrationBuilder.DropColumn(name: "is_kept", table: "attachments");

            migrationBuilder.DropColumn(name: "sealed_at", table: "attachments");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_withdrawn",
                table: "attachments",
                column: "withdrawn_at",
                filter: "withdrawn_at IS NOT NULL"
            );
        }
    }
}
