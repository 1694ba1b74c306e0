import pg from "pg";

/** A connection of the superuser of the benchmark's cluster, which looks past row level security; to this process's database, or another. */
export async function serverClient(url = process.env.SLIPWAY_TEST_SUPERUSER_URL): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
