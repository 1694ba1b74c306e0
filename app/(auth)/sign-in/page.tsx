import { HullPlan } from "@/components/shell/hull-plan";
import { SignInForm } from "@/components/shell/sign-in-form";
import { hasDemoPeople } from "@/lib/platform/auth/demo-people.server";
import { config } from "@/lib/platform/config/config.server";

export const metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ callbackUrl?: string; error?: string }>;
}) {
  const { callbackUrl, error } = await searchParams;
  const isDemo = await hasDemoPeople();
  return (
    <div className="sign-in-page">
      <SignInForm
        callbackUrl={callbackUrl ?? "/"}
        hasSingleSignOn={Boolean(config().OIDC_ISSUER)}
        demo={isDemo ? { email: "mara@acme.test", password: "slipway-demo" } : null}
        refused={Boolean(error)}
      />
      <HullPlan />
    </div>
  );
}
