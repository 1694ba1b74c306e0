import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getDraft, getLibrary, getReadiness } from "@/lib/harness/drafts/data.server";
import { LibraryView } from "@/lib/harness/drafts/library-view";
import { MAX_DRAFT_BYTES } from "@/lib/harness/drafts/max-draft-bytes";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { DraftEdits, DraftView, SavedDraft, StartedTestRun, TestRun } from "@/lib/harness/drafts/schema";
import { listHarnesses } from "@/lib/harness/harnesses/data.server";
import {
  archiveHarness,
  createHarness,
  restoreHarness,
  setHarnessOwner,
} from "@/lib/harness/harnesses/mutations.server";
import { CreatedHarness, HarnessList, HarnessOwner, HarnessQuery, NewHarness } from "@/lib/harness/harnesses/schema";
import { getRelease, listReleases } from "@/lib/harness/releases/data.server";
import { getReleaseAccess } from "@/lib/harness/releases/get-release-access.server";
import { createRelease, promoteRelease, startTestRun } from "@/lib/harness/releases/mutations.server";
import {
  CreatedRelease,
  Promoted,
  Promotion,
  Readiness,
  ReleaseAccess,
  ReleaseDetail,
  ReleaseList,
} from "@/lib/harness/releases/schema";
import { templateDraft } from "@/lib/harness/templates/template-draft";
import { harnessTestRunRoutes } from "@/lib/harness/test-runs/harness-test-run-routes.server";

const tag = "Harnesses";
const params = z.object({ harness: z.string().min(1).max(80) });

const drafts: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/harnesses",
      scope: "harness:read",
      summary: "Harnesses, or the archived ones",
      tag,
      query: HarnessQuery,
      response: HarnessList,
    },
    ({ actor, query }) =>
      withTenant(actor, "harness:read", async (db) => ({
        items: await listHarnesses(db, actor, { archived: query.archived === "true" }),
      })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/harnesses",
      scope: "harness:write",
      summary: "Make a harness",
      tag,
      body: NewHarness,
      response: CreatedHarness,
      status: 201,
    },
    ({ actor, body: { name, template } }) =>
      withTenant(actor, "harness:write", (db) =>
        createHarness(db, actor, name, template && templateDraft(template, name)),
      ),
  ),
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/draft",
      scope: "harness:read",
      summary: "The draft of a harness",
      tag,
      params,
      response: DraftView,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "harness:read", (db) => getDraft(db, actor, harness)),
  ),
  governedRoute(
    {
      method: "patch",
      path: "/harnesses/{harness}/draft",
      scope: "harness:write",
      summary: "Apply edits to the draft",
      tag,
      params,
      body: DraftEdits,
      response: SavedDraft,
      maxBodyBytes: MAX_DRAFT_BYTES,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "harness:write", (db) => saveDraft(db, actor, harness, body)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/library",
      scope: "harness:read",
      summary: "Tools, prompts and models that the draft may use",
      tag,
      params,
      response: LibraryView,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "harness:read", (db) => getLibrary(db, actor, harness)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/readiness",
      scope: "harness:read",
      summary: "Readiness of the stored draft",
      tag,
      params,
      response: Readiness,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "harness:read", (db) => getReadiness(db, actor, harness)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/harnesses/{harness}/test-runs",
      scope: "draft:run",
      summary: "Run the stored draft, with an input or a row of a dataset",
      tag,
      params,
      body: TestRun,
      response: StartedTestRun,
      status: 202,
      maxBodyBytes: 1_000_000,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "draft:run", (db) => startTestRun(db, actor, harness, body, Date.now())),
  ),
  ...harnessTestRunRoutes,
];

const archive: GovernedRoute[] = [
  governedRoute(
    {
      method: "post",
      path: "/harnesses/{harness}/archive",
      scope: "harness:write",
      summary: "Take a harness out of the lists; what environments run of it goes on",
      tag,
      params,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "harness:write", (db) => archiveHarness(db, actor, harness)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/harnesses/{harness}/restore",
      scope: "harness:write",
      summary: "Bring an archived harness back",
      tag,
      params,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "harness:write", (db) => restoreHarness(db, actor, harness)),
  ),
  governedRoute(
    {
      method: "put",
      path: "/harnesses/{harness}/owner",
      scope: "harness:write",
      summary: "Choose the member who answers for a harness",
      tag,
      params,
      body: HarnessOwner,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "harness:write", (db) => setHarnessOwner(db, actor, harness, body.userId)),
  ),
];

const releases: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/releases",
      scope: "release:read",
      summary: "Releases of a harness, and what runs where",
      tag: "Releases",
      params,
      response: ReleaseList,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "release:read", (db) => listReleases(db, actor, harness)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/harnesses/{harness}/releases",
      scope: "release:create",
      summary: "Freeze the stored draft as a release",
      tag: "Releases",
      params,
      response: CreatedRelease,
      status: 201,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "release:create", (db) => createRelease(db, actor, harness)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/releases/{releaseId}",
      scope: "release:read",
      summary: "A release: its findings, and what it changes against production",
      tag: "Releases",
      params: params.extend({ releaseId: z.uuid() }),
      response: ReleaseDetail,
    },
    ({ actor, params: { harness, releaseId } }) =>
      withTenant(actor, "release:read", (db) => getRelease(db, actor, harness, releaseId)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/releases/{releaseId}/access",
      scope: "release:read",
      summary:
        "What a release can reach, and what the policies in force say of it there, beside what the environment runs",
      tag: "Releases",
      params: params.extend({ releaseId: z.uuid() }),
      query: z.object({ environment: z.enum(["staging", "production"]).default("production") }),
      response: ReleaseAccess,
    },
    ({ actor, params: { harness, releaseId }, query: { environment } }) =>
      withTenant(actor, "release:read", (db) => getReleaseAccess(db, actor, harness, { releaseId, environment })),
  ),
  governedRoute(
    {
      method: "put",
      path: "/harnesses/{harness}/environments/{environment}",
      scope: "release:promote",
      summary: "Promote a release to an environment, or roll back to an older one",
      tag: "Releases",
      params: params.extend({ environment: z.enum(["staging", "production"]) }),
      body: Promotion,
      response: Promoted,
    },
    ({ actor, params: { harness, environment }, body }) =>
      withTenant(actor, "release:promote", (db) => promoteRelease(db, actor, harness, { environment, ...body })),
  ),
];

export const harnessRoutes: GovernedRoute[] = [...drafts, ...archive, ...releases];
