import { type ApiGroup, apiGroups } from "@/components/docs/api-operations";
import { openApiDocument } from "@/lib/api/openapi-document.server";
import { routes } from "@/lib/api/routes.server";

let groups: ApiGroup[] | undefined;

/** The groups of our own OpenAPI document, read once. */
export const referenceGroups = (): ApiGroup[] => {
  groups ??= apiGroups(openApiDocument(routes));
  return groups;
};

const SLUG = /^[a-z][a-z0-9-]{1,38}$/;

/** The tenant of `?tenant=`, for the examples; null when it is none. */
export const exampleTenant = (value: string | string[] | undefined): string | null =>
  typeof value === "string" && SLUG.test(value) ? value : null;
