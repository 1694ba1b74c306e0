/** The largest number that an `integer` column of Postgres holds; a larger one in a query is an error of the database. */
export const MAX_INT4 = 2_147_483_647;
