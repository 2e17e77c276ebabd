using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class HostIdentity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "issuer", table: "users", type: "TEXT", maxLength: 200, nullable: true);

            migrationBuilder.CreateTable(
                name: "used_tokens",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    token_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_used_tokens", x => new { x.issuer, x.token_id });
                }
            );

            migrationBuilder.CreateIndex(name: "ix_used_tokens_expiry", table: "used_tokens", column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "used_tokens");

            migrationBuilder.DropColumn(name: "issuer", table: "users");
        }
    }
}
