using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Epoch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "epoch",
                table: "installation",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: ""
            );
            migrationBuilder.Sql("UPDATE installation SET epoch = lower(hex(randomblob(8)));");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "epoch", table: "installation");
        }
    }
}
