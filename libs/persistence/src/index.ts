export { type DatabaseSettings, type MigrationClass, openDataSource } from './data-source';
export { Database, type Sql, Tx } from './database';
export { PersistenceModule } from './persistence.module';
export { provisionSql } from './provision';
