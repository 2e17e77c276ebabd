using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveChat.Infrastructure.Persistence.PostgreSql.Migrations
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
                type: "text",
                maxLength: 16,
                nullable: false,
                defaultValue: "",
                collation: "C"
            );
            migrationBuilder.Sql("UPDATE installation SET epoch = substr(replace(gen_random_uuid()::text, '-', ''), 1, 16);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "epoch", table: "installation");
        }
    }
}
