using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    type = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    pair = table.Column<string>(type: "TEXT", maxLength: 101, nullable: true),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    is_demo = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    username = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    normalized_username = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    role = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    avatar = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    conversation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    sender_id = table.Column<string>(type: "TEXT", nullable: false),
                    client_message_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    type = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    attachment_id = table.Column<long>(type: "INTEGER", nullable: true),
                    reply_to_id = table.Column<long>(type: "INTEGER", nullable: true),
                    recalled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    removed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.id);
                    table.ForeignKey(
                        name: "FK_messages_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_messages_messages_reply_to_id",
                        column: x => x.reply_to_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_messages_users_sender_id",
                        column: x => x.sender_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "participants",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_read_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    unread_count = table.Column<int>(type: "INTEGER", nullable: false),
                    joined_at = table.Column<long>(type: "INTEGER", nullable: false),
                    is_pinned = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_muted = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_marked_unread = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_participants", x => new { x.conversation_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_participants_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_participants_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "quick_replies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quick_replies", x => x.id);
                    table.ForeignKey(
                        name: "FK_quick_replies_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    end_reason = table.Column<int>(type: "INTEGER", nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_sessions_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(name: "ix_conversations_activity", table: "conversations", columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(name: "ux_conversations_pair", table: "conversations", column: "pair", unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_messages_client_message_id",
                table: "messages",
                columns: new[] { "conversation_id", "sender_id", "client_message_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ux_messages_revision",
                table: "messages",
                columns: new[] { "conversation_id", "revision" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ux_messages_sequence",
                table: "messages",
                columns: new[] { "conversation_id", "sequence" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_participants_user", table: "participants", column: "user_id");

            migrationBuilder.CreateIndex(name: "ix_quick_replies_user", table: "quick_replies", columns: new[] { "user_id", "sort_order" });

            migrationBuilder.CreateIndex(name: "ix_sessions_ended", table: "sessions", column: "ended_at", filter: "ended_at IS NOT NULL");

            migrationBuilder.CreateIndex(name: "ix_sessions_user", table: "sessions", column: "user_id");

            migrationBuilder.CreateIndex(name: "ix_users_role_status", table: "users", columns: new[] { "role", "status" });

            migrationBuilder.CreateIndex(
                name: "ux_users_login",
                table: "users",
                column: "normalized_username",
                unique: true,
                filter: "password_hash IS NOT NULL"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "installation");

            migrationBuilder.DropTable(name: "messages");

            migrationBuilder.DropTable(name: "participants");

            migrationBuilder.DropTable(name: "quick_replies");

            migrationBuilder.DropTable(name: "sessions");

            migrationBuilder.DropTable(name: "conversations");

            migrationBuilder.DropTable(name: "users");
        }
    }
}
