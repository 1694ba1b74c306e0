import { Door } from "@/components/shell/door";
import { SignInForm } from "@/components/shell/sign-in-form";
import { findDemoSignIn } from "@/lib/governance/tenants/demo-sign-in.server";
import { safeCallback } from "@/lib/platform/auth/safe-callback";
import { config } from "@/lib/platform/config/config.server";

export const metadata = { title: "Sign in" };

/** Codes that next-auth puts into the address when a round trip to the identity provider failed. */
const ERRORS: Record<string, string> = {
  AccessDenied: "Your organisation knows you, but no account here has that e-mail. Ask for an invite.",
  OAuthCallback: "Your organisation's sign-in did not complete. Try again.",
  OAuthSignin: "Your organisation's sign-in could not be reached. Try again, or use your password.",
};

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { callbackUrl, error, again } = await searchParams;
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = config();
  return (
    <Door>
      <SignInForm
        callbackUrl={safeCallback(typeof callbackUrl === "string" ? callbackUrl : undefined)}
        demo={await findDemoSignIn()}
        hasSingleSignOn={Boolean(OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET)}
        isAgain={again !== undefined}
        startError={typeof error === "string" ? (ERRORS[error] ?? "Sign-in failed. Try again.") : null}
      />
    </Door>
  );
}
