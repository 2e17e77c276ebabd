using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations;

/// <summary>Lists of messages and of the audit log are ordered and bounded by time, so what their indexes end in is the time, and then the id.</summary>
[DbContext(typeof(SqliteContext))]
[Migration("20261130090000_ListsByTime")]
public sealed class ListsByTime : Migration
{
    private static readonly (string Table, string Name, string[] Columns)[] Indexes =
    [
        ("messages", "ix_messages_type", ["type"]),
        ("audit_log", "ix_audit_log_actor", ["actor_id"]),
        ("audit_log", "ix_audit_log_actor_action", ["actor_id", "action"]),
        ("audit_log", "ix_audit_log_target_action", ["target", "action"]),
        ("audit_log", "ix_audit_log_address", ["address"]),
        ("audit_log", "ix_audit_log_action", ["action"]),
        ("audit_log", "ix_audit_log_target", ["target"]),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (table, name, columns) in Indexes)
        {
            migrationBuilder.DropIndex(name, table);
            migrationBuilder.CreateIndex(name, table, [.. columns, "created_at", "id"]);
        }

        migrationBuilder.CreateIndex("ix_messages_time", "messages", ["created_at", "id"]);
        migrationBuilder.CreateIndex("ix_audit_log_time", "audit_log", ["created_at", "id"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_messages_time", "messages");
        migrationBuilder.DropIndex("ix_audit_log_time", "audit_log");
        foreach (var (table, name, columns) in Indexes)
        {
            migrationBuilder.DropIndex(name, table);
            migrationBuilder.CreateIndex(name, table, [.. columns, "id"]);
        }
    }
}
