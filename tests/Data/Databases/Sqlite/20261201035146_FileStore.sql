CREATE TABLE "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "conversations" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_conversations" PRIMARY KEY AUTOINCREMENT,
    "type" INTEGER NOT NULL,
    "title" TEXT NULL,
    "pair" TEXT NULL,
    "last_sequence" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL
, "answered_sequence" INTEGER NOT NULL DEFAULT 0, "waiting_sequence" INTEGER NULL, "waiting_since" INTEGER NULL, "waiting_user_id" TEXT NULL);
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_installation" PRIMARY KEY,
    "is_demo" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
, "file_store_id" TEXT NULL);
CREATE TABLE "users" (
    "id" TEXT NOT NULL CONSTRAINT "PK_users" PRIMARY KEY,
    "username" TEXT NOT NULL,
    "normalized_username" TEXT NOT NULL,
    "role" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "avatar" TEXT NULL,
    "password_hash" TEXT NULL,
    "last_seen_at" INTEGER NULL,
    "created_at" INTEGER NOT NULL
, "issuer" TEXT NULL, "must_change_password" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "messages" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_messages" PRIMARY KEY AUTOINCREMENT,
    "conversation_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "sender_id" TEXT NOT NULL,
    "client_message_id" TEXT NULL,
    "type" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "digest" BLOB NOT NULL,
    "attachment_id" INTEGER NULL,
    "reply_to_id" INTEGER NULL,
    "recalled_at" INTEGER NULL,
    "removed_at" INTEGER NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "FK_messages_conversations_conversation_id" FOREIGN KEY ("conversation_id") REFERENCES "conversations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_messages_messages_reply_to_id" FOREIGN KEY ("reply_to_id") REFERENCES "messages" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_messages_users_sender_id" FOREIGN KEY ("sender_id") REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE TABLE "participants" (
    "user_id" TEXT NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "last_read_sequence" INTEGER NOT NULL,
    "unread_count" INTEGER NOT NULL,
    "joined_at" INTEGER NOT NULL,
    "is_pinned" INTEGER NOT NULL,
    "is_muted" INTEGER NOT NULL,
    "is_marked_unread" INTEGER NOT NULL, "is_done" INTEGER NOT NULL DEFAULT 0, "snoozed_until" INTEGER NULL,
    CONSTRAINT "PK_participants" PRIMARY KEY ("conversation_id", "user_id"),
    CONSTRAINT "FK_participants_conversations_conversation_id" FOREIGN KEY ("conversation_id") REFERENCES "conversations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_participants_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE TABLE "quick_replies" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_quick_replies" PRIMARY KEY AUTOINCREMENT,
    "user_id" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "sort_order" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL, "code" TEXT NULL, "group" TEXT NULL,
    CONSTRAINT "FK_quick_replies_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL CONSTRAINT "PK_sessions" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "last_seen_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "end_reason" INTEGER NULL,
    "address" TEXT NULL,
    "user_agent" TEXT NULL,
    CONSTRAINT "FK_sessions_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE TABLE "audit_log" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_audit_log" PRIMARY KEY AUTOINCREMENT,
    "actor_id" TEXT NULL,
    "action" INTEGER NOT NULL,
    "target" TEXT NULL,
    "detail" TEXT NOT NULL,
    "address" TEXT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE TABLE "used_tokens" (
    "issuer" TEXT NOT NULL,
    "token_id" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL,
    CONSTRAINT "PK_used_tokens" PRIMARY KEY ("issuer", "token_id")
);
CREATE TABLE "attachments" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_attachments" PRIMARY KEY AUTOINCREMENT,
    "uploader_id" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "folder" TEXT NOT NULL,
    "has_thumbnail" INTEGER NOT NULL,
    "width" INTEGER NULL,
    "height" INTEGER NULL,
    "duration_ms" INTEGER NULL,
    "message_id" INTEGER NULL,
    "avatar_of" TEXT NULL,
    "withdrawn_at" INTEGER NULL,
    "created_at" INTEGER NOT NULL, "is_kept" INTEGER NOT NULL DEFAULT 0, "sealed_at" INTEGER NULL,
    CONSTRAINT "FK_attachments_messages_message_id" FOREIGN KEY ("message_id") REFERENCES "messages" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_attachments_users_avatar_of" FOREIGN KEY ("avatar_of") REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_attachments_users_uploader_id" FOREIGN KEY ("uploader_id") REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE TABLE "cards" (
    "owner_id" TEXT NOT NULL,
    "about_id" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "updated_at" INTEGER NOT NULL,
    CONSTRAINT "PK_cards" PRIMARY KEY ("owner_id", "about_id"),
    CONSTRAINT "FK_cards_users_about_id" FOREIGN KEY ("about_id") REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_cards_users_owner_id" FOREIGN KEY ("owner_id") REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE TABLE "sealed_messages" (
    "message_id" INTEGER NOT NULL CONSTRAINT "PK_sealed_messages" PRIMARY KEY,
    "content" BLOB NOT NULL,
    CONSTRAINT "FK_sealed_messages_messages_message_id" FOREIGN KEY ("message_id") REFERENCES "messages" ("id") ON DELETE RESTRICT
);
CREATE TABLE "second_factors" (
    "user_id" TEXT NOT NULL CONSTRAINT "PK_second_factors" PRIMARY KEY,
    "sealed_secret" BLOB NOT NULL,
    "confirmed_at" INTEGER NULL,
    "last_step" INTEGER NOT NULL,
    "recovery_hashes" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "blocked_until" INTEGER NULL,
    CONSTRAINT "FK_second_factors_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE TABLE "events" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_events" PRIMARY KEY AUTOINCREMENT,
    "after_message_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL
);
CREATE TABLE "followers" (
    "name" TEXT NOT NULL CONSTRAINT "PK_followers" PRIMARY KEY,
    "message_id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL
);
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261123143821_Initial', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261123145104_AuditLog', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261123151543_HostIdentity', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261125001253_ConsoleIndexes', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261125004257_Attachments', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261125040734_ConsoleSortIndexes', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261125104536_AuditLogNoReplace', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261129224359_Waiting', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261129230500_NamesInNormalForm', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261129231147_SealedMessagesAndCards', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261129234500_SecondFactors', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261130090000_ListsByTime', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261130163004_EventLog', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261201035146_FileStore', '10.0.15');
INSERT INTO "conversations" ("id", "type", "title", "pair", "last_sequence", "revision", "created_at", "updated_at", "answered_sequence", "waiting_sequence", "waiting_since", "waiting_user_id") VALUES (1, 1, NULL, 'b1 m1', 4, 5, 1764000000000, 1764000000400, 0, NULL, NULL, NULL);
INSERT INTO "conversations" ("id", "type", "title", "pair", "last_sequence", "revision", "created_at", "updated_at", "answered_sequence", "waiting_sequence", "waiting_since", "waiting_user_id") VALUES (2, 1, NULL, 'm1 p1', 1, 1, 1764000000000, 1764000000400, 0, NULL, NULL, NULL);
INSERT INTO "installation" ("id", "is_demo", "created_at", "file_store_id") VALUES (1, 1, 1764000000000, NULL);
INSERT INTO "users" ("id", "username", "normalized_username", "role", "status", "description", "avatar", "password_hash", "last_seen_at", "created_at", "issuer", "must_change_password") VALUES ('b1', '买家一', '买家一', 1, 1, '', NULL, NULL, NULL, 1764000000000, NULL, 0);
INSERT INTO "users" ("id", "username", "normalized_username", "role", "status", "description", "avatar", "password_hash", "last_seen_at", "created_at", "issuer", "must_change_password") VALUES ('m1', '商户一', '商户一', 2, 1, '', NULL, NULL, NULL, 1764000000000, NULL, 0);
INSERT INTO "users" ("id", "username", "normalized_username", "role", "status", "description", "avatar", "password_hash", "last_seen_at", "created_at", "issuer", "must_change_password") VALUES ('p1', 'Platform', 'PLATFORM', 3, 1, '', NULL, NULL, NULL, 1764000000000, NULL, 0);
INSERT INTO "messages" ("id", "conversation_id", "sequence", "revision", "sender_id", "client_message_id", "type", "content", "digest", "attachment_id", "reply_to_id", "recalled_at", "removed_at", "created_at") VALUES (1, 1, 1, 1, 'b1', 'c1', 1, '这件还有货吗？ is it there 👍', X'00000000000000000000000000000000', NULL, NULL, NULL, NULL, 1764000000001);
INSERT INTO "messages" ("id", "conversation_id", "sequence", "revision", "sender_id", "client_message_id", "type", "content", "digest", "attachment_id", "reply_to_id", "recalled_at", "removed_at", "created_at") VALUES (2, 1, 2, 2, 'm1', 'c2', 1, 'yes, it''s there', X'00000000000000000000000000000000', NULL, 1, NULL, NULL, 1764000000002);
INSERT INTO "messages" ("id", "conversation_id", "sequence", "revision", "sender_id", "client_message_id", "type", "content", "digest", "attachment_id", "reply_to_id", "recalled_at", "removed_at", "created_at") VALUES (3, 1, 3, 5, 'b1', 'c3', 1, '', X'00000000000000000000000000000000', NULL, NULL, 1764000000500, NULL, 1764000000003);
INSERT INTO "messages" ("id", "conversation_id", "sequence", "revision", "sender_id", "client_message_id", "type", "content", "digest", "attachment_id", "reply_to_id", "recalled_at", "removed_at", "created_at") VALUES (4, 1, 4, 4, 'b1', 'c4', 1, 'unread', X'00000000000000000000000000000000', NULL, NULL, NULL, NULL, 1764000000004);
INSERT INTO "messages" ("id", "conversation_id", "sequence", "revision", "sender_id", "client_message_id", "type", "content", "digest", "attachment_id", "reply_to_id", "recalled_at", "removed_at", "created_at") VALUES (5, 2, 1, 1, 'm1', 'c5', 1, 'to the platform', X'00000000000000000000000000000000', NULL, NULL, NULL, NULL, 1764000000001);
INSERT INTO "participants" ("user_id", "conversation_id", "last_read_sequence", "unread_count", "joined_at", "is_pinned", "is_muted", "is_marked_unread", "is_done", "snoozed_until") VALUES ('b1', 1, 2, 0, 1764000000000, 0, 0, 0, 0, NULL);
INSERT INTO "participants" ("user_id", "conversation_id", "last_read_sequence", "unread_count", "joined_at", "is_pinned", "is_muted", "is_marked_unread", "is_done", "snoozed_until") VALUES ('m1', 1, 1, 1, 1764000000000, 0, 0, 0, 0, NULL);
INSERT INTO "participants" ("user_id", "conversation_id", "last_read_sequence", "unread_count", "joined_at", "is_pinned", "is_muted", "is_marked_unread", "is_done", "snoozed_until") VALUES ('m1', 2, 0, 0, 1764000000000, 0, 0, 0, 0, NULL);
INSERT INTO "participants" ("user_id", "conversation_id", "last_read_sequence", "unread_count", "joined_at", "is_pinned", "is_muted", "is_marked_unread", "is_done", "snoozed_until") VALUES ('p1', 2, 0, 1, 1764000000000, 0, 0, 0, 0, NULL);
INSERT INTO "quick_replies" ("id", "user_id", "content", "sort_order", "created_at", "code", "group") VALUES (1, 'm1', '您好', 0, 1764000000000, NULL, NULL);
INSERT INTO "sessions" ("id", "user_id", "created_at", "expires_at", "last_seen_at", "ended_at", "end_reason", "address", "user_agent") VALUES ('0123456789abcdef0123456789abcdef', 'b1', 1764000000000, 4000000000000, 1764000000000, NULL, NULL, NULL, NULL);
DELETE FROM sqlite_sequence;
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('conversations', 2);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('messages', 5);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('quick_replies', 1);
CREATE INDEX "ix_conversations_activity" ON "conversations" ("updated_at", "id");
CREATE UNIQUE INDEX "ux_conversations_pair" ON "conversations" ("pair");
CREATE UNIQUE INDEX "ux_messages_client_message_id" ON "messages" ("conversation_id", "sender_id", "client_message_id");
CREATE UNIQUE INDEX "ux_messages_revision" ON "messages" ("conversation_id", "revision");
CREATE UNIQUE INDEX "ux_messages_sequence" ON "messages" ("conversation_id", "sequence");
CREATE INDEX "ix_participants_user" ON "participants" ("user_id");
CREATE INDEX "ix_quick_replies_user" ON "quick_replies" ("user_id", "sort_order");
CREATE INDEX "ix_sessions_ended" ON "sessions" ("ended_at") WHERE ended_at IS NOT NULL;
CREATE INDEX "ix_sessions_user" ON "sessions" ("user_id");
CREATE INDEX "ix_users_role_status" ON "users" ("role", "status");
CREATE UNIQUE INDEX "ux_users_login" ON "users" ("normalized_username") WHERE password_hash IS NOT NULL;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'The audit log only grows.'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'The audit log only grows.'); END;
CREATE INDEX "ix_used_tokens_expiry" ON "used_tokens" ("expires_at");
CREATE INDEX "ix_users_created" ON "users" ("created_at", "id");
CREATE INDEX "ix_users_last_seen" ON "users" ("last_seen_at", "id");
CREATE INDEX "ix_users_name" ON "users" ("normalized_username", "id");
CREATE INDEX "ix_attachments_unused" ON "attachments" ("created_at") WHERE message_id IS NULL;
CREATE UNIQUE INDEX "ux_attachments_folder" ON "attachments" ("folder");
CREATE INDEX "ix_users_role" ON "users" ("role", "id");
CREATE INDEX "ix_users_status" ON "users" ("status", "id");
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'The audit log only grows.'); END;
CREATE INDEX "ix_conversations_waiting" ON "conversations" ("waiting_since", "id") WHERE waiting_since IS NOT NULL;
CREATE INDEX "ix_attachments_unsealed" ON "attachments" ("id") WHERE is_kept AND sealed_at IS NULL;
CREATE INDEX "ix_attachments_withdrawn" ON "attachments" ("withdrawn_at") WHERE withdrawn_at IS NOT NULL AND NOT is_kept;
CREATE INDEX "ix_messages_type" ON "messages" ("type", "created_at", "id");
CREATE INDEX "ix_audit_log_actor" ON "audit_log" ("actor_id", "created_at", "id");
CREATE INDEX "ix_audit_log_actor_action" ON "audit_log" ("actor_id", "action", "created_at", "id");
CREATE INDEX "ix_audit_log_target_action" ON "audit_log" ("target", "action", "created_at", "id");
CREATE INDEX "ix_audit_log_address" ON "audit_log" ("address", "created_at", "id");
CREATE INDEX "ix_audit_log_action" ON "audit_log" ("action", "created_at", "id");
CREATE INDEX "ix_audit_log_target" ON "audit_log" ("target", "created_at", "id");
CREATE INDEX "ix_messages_time" ON "messages" ("created_at", "id");
CREATE INDEX "ix_audit_log_time" ON "audit_log" ("created_at", "id");
