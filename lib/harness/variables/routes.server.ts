import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listVariables, projectOf } from "@/lib/harness/variables/data.server";
import { clearVariable, createVariable, deleteVariable, setVariable } from "@/lib/harness/variables/mutations.server";
import { NewVariable, ReleaseEnvironment, VariableChange, VariableList } from "@/lib/harness/variables/schema";

const tag = "Variables";
const params = z.object({ variable: z.string().min(1).max(40) });
const inEnvironment = params.extend({ environment: ReleaseEnvironment });

export const variableRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/variables", scope: "harness:read", tag },
      summary: "Variables with their values in each environment",
      response: VariableList,
    },
    ({ actor }) =>
      withTenant(actor, "harness:read", async (db) => ({
        items: await listVariables(db, actor.tenantId, await projectOf(db, actor)),
      })),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/variables", scope: "harness:write", tag, status: 201 },
      summary: "Make a variable, with the value that test runs use",
      body: NewVariable,
    },
    ({ actor, body }) => withTenant(actor, "harness:write", (db) => createVariable(db, actor, body)),
  ),
  governedRoute(
    {
      ...{ method: "put", path: "/variables/{variable}", scope: "harness:write", tag, params },
      summary: "Set the value that test runs use",
      body: VariableChange,
    },
    ({ actor, params: { variable: name }, body: { value } }) =>
      withTenant(actor, "harness:write", (db) => setVariable(db, actor, { name, environment: "draft", value })),
  ),
  governedRoute(
    {
      ...{ method: "delete", path: "/variables/{variable}", scope: "harness:write", tag, params },
      summary: "Remove a variable that no environment has a value of",
    },
    ({ actor, params: { variable } }) =>
      withTenant(actor, "harness:write", (db) => deleteVariable(db, actor, variable)),
  ),
  governedRoute(
    {
      ...{ method: "put", path: "/variables/{variable}/environments/{environment}", scope: "release:promote", tag },
      summary: "Set the value of an environment; runs that start from now on have it",
      params: inEnvironment,
      body: VariableChange,
    },
    ({ actor, params: { variable: name, environment }, body: { value } }) =>
      withTenant(actor, "release:promote", (db) => setVariable(db, actor, { name, environment, value })),
  ),
  governedRoute(
    {
      ...{ method: "delete", path: "/variables/{variable}/environments/{environment}", scope: "release:promote", tag },
      summary: "Take the value of an environment away",
      params: inEnvironment,
    },
    ({ actor, params: { variable: name, environment } }) =>
      withTenant(actor, "release:promote", (db) => clearVariable(db, actor, { name, environment })),
  ),
];
