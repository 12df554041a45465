export { type DatabaseConnection, databaseConnection, explainDatabaseFault } from './connection';
export { type DatabaseSettings, openDataSource } from './data-source';
export { Database, type Sql, Tx } from './database';
export { type MigrationClass } from './migrate';
export { PersistenceModule } from './persistence.module';
export { provisionSql } from './provision';
export { type DatabasePlan, provisionDatabase } from './provision-database';
export { RecordShownTime1764000023000 } from './record-shown-time.migration';
