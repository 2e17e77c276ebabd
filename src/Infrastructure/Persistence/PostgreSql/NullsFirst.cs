using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Internal;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

#pragma warning disable EF1001 // The provider can sort so, but has no public switch for it (npgsql/efcore.pg, ReverseNullOrdering).

/// <summary>What is missing comes first, as in SQLite: PostgreSQL itself would put it last. Indexes of such columns are declared so, too.</summary>
internal sealed class NullsFirstSqlGeneratorFactory(
    QuerySqlGeneratorDependencies dependencies,
    IRelationalTypeMappingSource typeMappingSource,
    INpgsqlSingletonOptions options
) : IQuerySqlGeneratorFactory
{
    public QuerySqlGenerator Create() =>
        new NpgsqlQuerySqlGenerator(dependencies, typeMappingSource, reverseNullOrderingEnabled: true, options.PostgresVersion);
}
