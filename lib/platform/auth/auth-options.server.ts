import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { isPassword } from "@/lib/platform/auth/password.server";
import { cookieNames } from "@/lib/platform/auth/session-cookie.server";
import { config } from "@/lib/platform/config/config.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { newId } from "@/lib/platform/ids/new-id.server";

/** next-auth 4. The token holds only a session id; `findSession` reads the row. Imported by the sign-in route alone. */
export function authOptions(): NextAuthOptions {
  const { session, callback, csrf, options } = cookieNames();
  return {
    secret: config().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: 24 * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: options.secure,
    cookies: {
      sessionToken: { name: session, options },
      callbackUrl: { name: callback, options },
      csrfToken: { name: csrf, options },
    },
    providers: [credentials(), ...oidc()],
    callbacks: {
      async jwt({ token, user, account, profile, trigger }) {
        if (trigger !== "signIn" || !user) return { sid: token.sid };
        const confirmedAt = account?.type === "oauth" ? confirmedByProvider(profile) : new Date();
        const created = await prisma().session.create({ data: { id: newId(), userId: user.id, confirmedAt } });
        return { sid: created.id };
      },
      session: ({ session: current }) => ({ expires: current.expires }),
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth") return true;
        const verified = (profile as { email_verified?: boolean } | undefined)?.email_verified === true;
        const found =
          verified && user.email
            ? await prisma().user.findUnique({ where: { email: user.email.toLowerCase() } })
            : null;
        if (found) user.id = found.id;
        return found !== null;
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string")
          await prisma().session.updateMany({ where: { id: token.sid }, data: { revokedAt: new Date() } });
      },
    },
  };
}

/**
 * When the provider says that the person proved who they are (`auth_time`, seconds; OpenID Connect Core 1.0, section 2): it is
 * there whenever `max_age` was asked for. Without it the provider may have let a browser in that nobody sits at.
 */
function confirmedByProvider(profile: object | undefined): Date | null {
  const seconds = (profile as { auth_time?: unknown } | undefined)?.auth_time;
  return typeof seconds === "number" ? new Date(Math.min(seconds * 1_000, Date.now())) : null;
}

function credentials() {
  return Credentials({
    credentials: { email: {}, password: { type: "password" } },
    async authorize(given) {
      const email = given?.email?.trim().toLowerCase();
      const user = email ? await prisma().user.findUnique({ where: { email } }) : null;
      const matches = await isPassword(given?.password ?? "", user?.passwordHash ?? null);
      return user && matches ? { id: user.id } : null;
    },
  });
}

/** An OpenID Connect provider when the operator configured one; people must already be members. */
function oidc(): NextAuthOptions["providers"] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = config();
  if (!(OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET)) return [];
  return [
    {
      id: "oidc",
      name: "Single sign-on",
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: "openid email profile" } },
      profile: (profile) => ({ id: profile.sub, email: profile.email, name: profile.name }),
    },
  ];
}
