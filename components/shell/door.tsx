import type { ReactNode } from "react";
import { BodyPlan } from "@/components/shell/body-plan";
import { BrandMark } from "@/components/shell/brand-mark";

/** The frame of pages before a tenant: sign-in, invites. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <div className="door">
      <main className="signin" id="main">
        <div className="brand">
          <BrandMark size={24} />
          Slipway
        </div>
        <div className="column">{children}</div>
      </main>
      <BodyPlan />
    </div>
  );
}
