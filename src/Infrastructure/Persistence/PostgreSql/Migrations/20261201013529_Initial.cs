using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(name: "log_places");

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    actor_id = table.Column<string>(type: "text", maxLength: 50, nullable: true, collation: "C"),
                    action = table.Column<int>(type: "integer", nullable: false),
                    target = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    detail = table.Column<string>(type: "text", maxLength: 500, nullable: false, collation: "C"),
                    address = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_log", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    type = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    pair = table.Column<string>(type: "text", maxLength: 101, nullable: true, collation: "C"),
                    last_sequence = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    answered_sequence = table.Column<long>(type: "bigint", nullable: false),
                    waiting_sequence = table.Column<long>(type: "bigint", nullable: true),
                    waiting_since = table.Column<long>(type: "bigint", nullable: true),
                    waiting_user_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    after_message_id = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    data = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "followers",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    message_id = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_followers", x => x.name);
                }
            );

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "used_tokens",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    token_id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_used_tokens", x => new { x.issuer, x.token_id });
                }
            );

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    username = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    normalized_username = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    role = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    description = table.Column<string>(type: "text", maxLength: 500, nullable: false, collation: "C"),
                    avatar = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    issuer = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    last_seen_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "cards",
                columns: table => new
                {
                    owner_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    about_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", maxLength: 1000, nullable: false, collation: "C"),
                    tags = table.Column<string[]>(type: "text[]", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
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
                name: "messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    conversation_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    sender_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_message_id = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    type = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", maxLength: 5000, nullable: false, collation: "C"),
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    attachment_id = table.Column<long>(type: "bigint", nullable: true),
                    reply_to_id = table.Column<long>(type: "bigint", nullable: true),
                    recalled_at = table.Column<long>(type: "bigint", nullable: true),
                    removed_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
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
                    conversation_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last_read_sequence = table.Column<long>(type: "bigint", nullable: false),
                    unread_count = table.Column<int>(type: "integer", nullable: false),
                    joined_at = table.Column<long>(type: "bigint", nullable: false),
                    is_pinned = table.Column<bool>(type: "boolean", nullable: false),
                    is_muted = table.Column<bool>(type: "boolean", nullable: false),
                    is_marked_unread = table.Column<bool>(type: "boolean", nullable: false),
                    is_done = table.Column<bool>(type: "boolean", nullable: false),
                    snoozed_until = table.Column<long>(type: "bigint", nullable: true),
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
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    code = table.Column<string>(type: "text", maxLength: 20, nullable: true, collation: "C"),
                    group = table.Column<string>(type: "text", maxLength: 20, nullable: true, collation: "C"),
                    sort_order = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
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
                name: "second_factors",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    sealed_secret = table.Column<byte[]>(type: "bytea", maxLength: 128, nullable: false),
                    confirmed_at = table.Column<long>(type: "bigint", nullable: true),
                    last_step = table.Column<long>(type: "bigint", nullable: false),
                    recovery_hashes = table.Column<string[]>(type: "text[]", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    blocked_until = table.Column<long>(type: "bigint", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_second_factors", x => x.user_id);
                    table.ForeignKey(
                        name: "FK_second_factors_users_user_id",
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
                    id = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    last_seen_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    end_reason = table.Column<int>(type: "integer", nullable: true),
                    address = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    user_agent = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
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

            migrationBuilder.CreateTable(
                name: "attachments",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    uploader_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    content_type = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    folder = table.Column<string>(type: "text", maxLength: 43, nullable: false, collation: "C"),
                    has_thumbnail = table.Column<bool>(type: "boolean", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    duration_ms = table.Column<int>(type: "integer", nullable: true),
                    message_id = table.Column<long>(type: "bigint", nullable: true),
                    avatar_of = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    withdrawn_at = table.Column<long>(type: "bigint", nullable: true),
                    is_kept = table.Column<bool>(type: "boolean", nullable: false),
                    sealed_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attachments", x => x.id);
                    table.ForeignKey(
                        name: "FK_attachments_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_attachments_users_avatar_of",
                        column: x => x.avatar_of,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_attachments_users_uploader_id",
                        column: x => x.uploader_id,
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
                    message_id = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
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
                name: "ix_attachments_unused",
                table: "attachments",
                column: "created_at",
                filter: "message_id IS NULL"
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_attachments_withdrawn",
                    table: "attachments",
                    column: "withdrawn_at",
                    filter: "withdrawn_at IS NOT NULL AND NOT is_kept"
                )
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(name: "ux_attachments_folder", table: "attachments", column: "folder", unique: true);

            migrationBuilder.CreateIndex(name: "ix_audit_log_action", table: "audit_log", columns: new[] { "action", "created_at", "id" });

            migrationBuilder
                .CreateIndex(name: "ix_audit_log_actor", table: "audit_log", columns: new[] { "actor_id", "created_at", "id" })
                .Annotation(
                    "Npgsql:IndexNullSortOrder",
                    new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsLast, NullSortOrder.NullsLast }
                );

            migrationBuilder
                .CreateIndex(
                    name: "ix_audit_log_actor_action",
                    table: "audit_log",
                    columns: new[] { "actor_id", "action", "created_at", "id" }
                )
                .Annotation(
                    "Npgsql:IndexNullSortOrder",
                    new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsLast, NullSortOrder.NullsLast, NullSortOrder.NullsLast }
                );

            migrationBuilder
                .CreateIndex(name: "ix_audit_log_address", table: "audit_log", columns: new[] { "address", "created_at", "id" })
                .Annotation(
                    "Npgsql:IndexNullSortOrder",
                    new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsLast, NullSortOrder.NullsLast }
                );

            migrationBuilder
                .CreateIndex(name: "ix_audit_log_target", table: "audit_log", columns: new[] { "target", "created_at", "id" })
                .Annotation(
                    "Npgsql:IndexNullSortOrder",
                    new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsLast, NullSortOrder.NullsLast }
                );

            migrationBuilder
                .CreateIndex(
                    name: "ix_audit_log_target_action",
                    table: "audit_log",
                    columns: new[] { "target", "action", "created_at", "id" }
                )
                .Annotation(
                    "Npgsql:IndexNullSortOrder",
                    new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsLast, NullSortOrder.NullsLast, NullSortOrder.NullsLast }
                );

            migrationBuilder.CreateIndex(name: "ix_audit_log_time", table: "audit_log", columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(name: "ix_conversations_activity", table: "conversations", columns: new[] { "updated_at", "id" });

            migrationBuilder
                .CreateIndex(
                    name: "ix_conversations_waiting",
                    table: "conversations",
                    columns: new[] { "waiting_since", "id" },
                    filter: "waiting_since IS NOT NULL"
                )
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsLast });

            migrationBuilder
                .CreateIndex(name: "ux_conversations_pair", table: "conversations", column: "pair", unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(name: "ix_messages_time", table: "messages", columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(name: "ix_messages_type", table: "messages", columns: new[] { "type", "created_at", "id" });

            migrationBuilder
                .CreateIndex(
                    name: "ux_messages_client_message_id",
                    table: "messages",
                    columns: new[] { "conversation_id", "sender_id", "client_message_id" },
                    unique: true
                )
                .Annotation(
                    "Npgsql:IndexNullSortOrder",
                    new[] { NullSortOrder.NullsLast, NullSortOrder.NullsLast, NullSortOrder.NullsFirst }
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

            migrationBuilder
                .CreateIndex(name: "ix_sessions_ended", table: "sessions", column: "ended_at", filter: "ended_at IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(name: "ix_sessions_user", table: "sessions", column: "user_id");

            migrationBuilder.CreateIndex(name: "ix_used_tokens_expiry", table: "used_tokens", column: "expires_at");

            migrationBuilder.CreateIndex(name: "ix_users_created", table: "users", columns: new[] { "created_at", "id" });

            migrationBuilder
                .CreateIndex(name: "ix_users_last_seen", table: "users", columns: new[] { "last_seen_at", "id" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsLast });

            migrationBuilder.CreateIndex(name: "ix_users_name", table: "users", columns: new[] { "normalized_username", "id" });

            migrationBuilder.CreateIndex(name: "ix_users_role", table: "users", columns: new[] { "role", "id" });

            migrationBuilder.CreateIndex(name: "ix_users_role_status", table: "users", columns: new[] { "role", "status" });

            migrationBuilder.CreateIndex(name: "ix_users_status", table: "users", columns: new[] { "status", "id" });

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
            migrationBuilder.DropTable(name: "attachments");

            migrationBuilder.DropTable(name: "audit_log");

            migrationBuilder.DropTable(name: "cards");

            migrationBuilder.DropTable(name: "events");

            migrationBuilder.DropTable(name: "followers");

            migrationBuilder.DropTable(name: "installation");

            migrationBuilder.DropTable(name: "participants");

            migrationBuilder.DropTable(name: "quick_replies");

            migrationBuilder.DropTable(name: "sealed_messages");

            migrationBuilder.DropTable(name: "second_factors");

            migrationBuilder.DropTable(name: "sessions");

            migrationBuilder.DropTable(name: "used_tokens");

            migrationBuilder.DropTable(name: "messages");

            migrationBuilder.DropTable(name: "conversations");

            migrationBuilder.DropTable(name: "users");

            migrationBuilder.DropSequence(name: "log_places");
        }
    }
}
