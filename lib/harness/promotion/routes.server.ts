import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import { getPromotion } from "@/lib/harness/promotion/check-promotion.server";
import { listWaivers } from "@/lib/harness/promotion/data.server";
import { reviewRelease, revokeWaiver, waiveFindings } from "@/lib/harness/promotion/mutations.server";
import { NewReview, NewWaivers, PromotionCheck, WaiverList } from "@/lib/harness/promotion/schema";
import { revokeRelease } from "@/lib/harness/releases/revoke-release.server";
import { NewRevocation } from "@/lib/harness/releases/schema";

const tag = "Releases";
const params = z.object({ harness: z.string().min(1).max(80) });
const ofRelease = params.extend({ releaseId: z.uuid() });

export const promotionRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/harnesses/{harness}/releases/{releaseId}/promotion", scope: "release:read", tag },
      summary: "What stands between a release and production now, for you",
      params: ofRelease,
      response: PromotionCheck,
    },
    ({ actor, params: { harness, releaseId } }) =>
      withTenant(actor, "release:read", (db) => getPromotion(db, actor, harness, releaseId)),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/harnesses/{harness}/releases/{releaseId}/reviews", scope: "release:promote", tag },
      summary: "Approve or reject a release",
      params: ofRelease,
      body: NewReview,
      response: z.object({ id: z.uuid() }),
      status: 201,
    },
    ({ actor, params: { harness, releaseId }, body }) =>
      withTenant(actor, "release:promote", (db) => reviewRelease(db, actor, harness, releaseId, body)),
  ),
  governedRoute(
    {
      ...{
        method: "post",
        path: "/harnesses/{harness}/releases/{releaseId}/revocation",
        scope: "release:promote",
        tag,
      },
      summary: "Revoke a release: no run of it starts any more, runs under way go on",
      params: ofRelease,
      body: NewRevocation,
      status: 204,
    },
    ({ actor, params: { harness, releaseId }, body: { reason } }) =>
      withTenant(actor, "release:promote", (db) =>
        revokeRelease(db, actor, harness, { releaseId, reason, now: new Date() }),
      ),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/harnesses/{harness}/waivers", scope: "release:read", tag, params },
      summary: "Findings of a harness that somebody answers for",
      response: WaiverList,
    },
    ({ actor, params: { harness } }) =>
      withTenant(actor, "release:read", async (db) => {
        const { id } = await requireHarness(db, actor, harness);
        return { items: await listWaivers(db, actor.tenantId, id) };
      }),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/harnesses/{harness}/waivers", scope: "release:promote", tag, params, status: 201 },
      summary: "Waive findings, with a reason and an end",
      body: NewWaivers,
      response: WaiverList,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "release:promote", (db) => waiveFindings(db, actor, harness, body, new Date())),
  ),
  governedRoute(
    {
      ...{ method: "delete", path: "/harnesses/{harness}/waivers/{waiverId}", scope: "release:promote", tag },
      summary: "End a waiver",
      params: params.extend({ waiverId: z.uuid() }),
    },
    ({ actor, params: { harness, waiverId } }) =>
      withTenant(actor, "release:promote", (db) => revokeWaiver(db, actor, harness, waiverId, new Date())),
  ),
];
