import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import { acceptInvite, InviteAnswer } from "@/lib/governance/members/accept-invite.server";
import { findSession } from "@/lib/platform/auth/find-session.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { problemResponse } from "@/lib/platform/http/problem-response.server";
import { readJsonBody } from "@/lib/platform/http/read-json-body.server";
import { refuseOtherSites } from "@/lib/platform/http/refuse-other-sites.server";

export const dynamic = "force-dynamic";

/** Accepts an invite. Public: the token in the path is the credential. */
export async function POST(request: Request, { params }: RouteContext<"/api/invites/[token]">) {
  const requestId = randomUUID();
  try {
    refuseOtherSites(request);
    const answer = InviteAnswer.safeParse(await readJsonBody(request, 4_000));
    if (!answer.success) throw new ProblemError("invalid", "Give a name, and a password of at least 10 characters.");
    const jar = await cookies();
    const session = await findSession((name) => jar.get(name)?.value);
    return Response.json(await acceptInvite((await params).token, answer.data, session));
  } catch (error) {
    return problemResponse(error, requestId);
  }
}
