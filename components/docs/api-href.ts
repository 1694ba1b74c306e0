type Place = { group?: string; operation?: string; tenant: string | null };

/** The address of the reference, of a group in it, or of one operation; with the tenant of its examples. */
export function apiHref({ group, operation, tenant }: Place): string {
  const query = tenant ? `?tenant=${tenant}` : "";
  return `/docs/api${group ? `/${group}` : ""}${query}${operation ? `#${operation}` : ""}`;
}
