import { config } from "@/lib/platform/config/config.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** Cookies travel by themselves; a change by cookie must come from our own pages. Throws `cross-origin` otherwise. */
export function refuseOtherSites(request: Request): void {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const own = [new URL(config().NEXTAUTH_URL).host, request.headers.get("host")];
  const isOwn = origin ? own.includes(URL.canParse(origin) ? new URL(origin).host : "") : site === "same-origin";
  if (!isOwn || (site && site !== "same-origin"))
    throw new ProblemError(
      "cross-origin",
      "Requests with a cookie must come from Slipway's own pages. Programs use an API key.",
    );
}
