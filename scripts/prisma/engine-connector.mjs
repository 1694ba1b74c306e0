import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** Type of Postgres's one-byte "char", which catalogue queries return and adapter-pg does not map; text will do. */
const CHAR_OID = 18;
const TEXT_LIKE_OID = 1042;

/** A parsed config: with a connection string, adapter-pg's shadow database would lose against the string's database. */
function parsedConfig(text) {
  const url = new URL(text);
  return {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

function patch(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  let characters = [];
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    characters = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR_OID) continue;
      field.dataTypeID = TEXT_LIKE_OID;
      characters.push(index);
    }
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of characters) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // adapter-pg splits scripts at ";", which breaks $$-quoted bodies. The native engine sends the whole script.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

/** The engine's way to Postgres, with a shadow database that is dropped only after its own pool is closed. */
export function connectorFor(datasource) {
  const config = parsedConfig(datasource.url ?? "postgresql://127.0.0.1:1/none");
  const admin = async (sql) => {
    const client = new pg.Client(config);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  class Connector extends PrismaPg {
    async connect() {
      return patch(await super.connect());
    }
    async connectToShadowDb() {
      if (datasource.shadowDatabaseUrl)
        return patch(await new PrismaPg(parsedConfig(datasource.shadowDatabaseUrl)).connect());
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      await admin(`CREATE DATABASE "${name}"`);
      const adapter = patch(await new PrismaPg({ ...config, database: name }).connect());
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      };
      return adapter;
    }
  }
  return bindMigrationAwareSqlAdapterFactory(new Connector(config));
}
