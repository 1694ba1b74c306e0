import { config } from "@/lib/platform/config/config.server";

/** `__Host-` cookies on https; plain names on loopback http, where browsers refuse the prefix. */
export function cookieNames() {
  const secure = config().NEXTAUTH_URL.startsWith("https:");
  const prefix = secure ? "__Host-slipway" : "slipway";
  return {
    session: `${prefix}.session`,
    callback: `${prefix}.callback`,
    csrf: `${prefix}.csrf`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  };
}
