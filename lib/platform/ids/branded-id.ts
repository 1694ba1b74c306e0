import { z } from "zod";

/** The tenant that a request or a job was authorised for. Made only by access control and by the worker's job reader. */
export type TenantId = string & { readonly __brand: "TenantId" };
export type ProjectId = string & { readonly __brand: "ProjectId" };

const uuid = z.uuid();

/** Brands a tenant id read from a trusted row (a membership, an API key, a job). Throws on anything but a UUID. */
export const tenantId = (value: string): TenantId => uuid.parse(value) as TenantId;
export const projectId = (value: string): ProjectId => uuid.parse(value) as ProjectId;
