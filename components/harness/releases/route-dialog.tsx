"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useStepUp } from "@/components/governance/confirmation/step-up-provider";
import { PromotionFindings } from "@/components/harness/releases/promotion-findings";
import { ENVIRONMENT_WORD, type RouteChange, type RoutedEnvironment } from "@/components/harness/releases/route-change";
import { SecondPerson } from "@/components/harness/releases/second-person";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { checkFor, refusalOf } from "@/lib/harness/promotion/judge-promotion";
import type { PromotionCheck } from "@/lib/harness/promotion/schema";
import { promotionQuery } from "@/lib/harness/releases/release-queries";
import type { ReleaseView } from "@/lib/harness/releases/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; harness: string; change: RouteChange; onClose: () => void };

/** Says what an environment will run from now on, takes a reason, and does it. */
export function RouteDialog({ tenant, harness, change, onClose }: Props) {
  const { kind, environment, current, releases } = change;
  const form = useId();
  const [releaseId, setReleaseId] = useState(releases[0]?.id ?? "");
  const target = releases.find((release) => release.id === releaseId);
  const check = useQuery({ ...promotionQuery(tenant, harness, releaseId), enabled: kind === "promote" });
  const [isAlone, setAlone] = useState(false);
  const isReady = kind === "rollback" || mayGo(check.data, environment, isAlone);
  const route = useRouteChange({ tenant, harness, change, target, waiveSecondPerson: isAlone, onClose });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    route.mutate(String(new FormData(event.currentTarget).get("reason")).trim());
  };
  const verb = kind === "promote" ? `Promote to ${environment}` : "Roll back";
  return (
    <Dialog
      open
      onClose={onClose}
      width={kind === "promote" ? 640 : 480}
      title={titleOf(change, target)}
      description={`New runs in ${environment} use r${target?.number}${insteadOf(current)}. Runs under way finish with the release they started with.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={kind === "promote" ? "primary" : "danger"}
            type="submit"
            form={form}
            disabled={route.isPending || !isReady}
          >
            {verb}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
        {releases.length > 1 && (
          <Field label="Release">
            <Select
              value={releaseId}
              onChange={setReleaseId}
              options={releases.map(({ id, number, at }) => ({
                value: id,
                label: `r${number}`,
                hint: `made ${at.slice(0, 16).replace("T", " ")} UTC`,
              }))}
            />
          </Field>
        )}
        <Field label="Reason" hint="Stands in the history of this harness and in the audit log.">
          <Input name="reason" maxLength={500} autoComplete="off" />
        </Field>
        {kind === "promote" && (
          <BeforePromotion
            tenant={tenant}
            harness={harness}
            check={check.data && checkFor(check.data, environment)}
            isProduction={environment === "production"}
            isAlone={isAlone}
            onAlone={setAlone}
            onFollow={onClose}
          />
        )}
        {route.error && <ErrorState error={route.error} />}
        {check.error && <ErrorState error={check.error} />}
      </form>
    </Dialog>
  );
}

const titleOf = ({ kind, environment }: RouteChange, target: ReleaseView | undefined) =>
  kind === "promote" ? `Promote r${target?.number} to ${environment}` : `Roll ${environment} back`;

const insteadOf = (current: ReleaseView | null) => (current ? ` instead of r${current.number}` : "");

const mayGo = (check: PromotionCheck | undefined, environment: RoutedEnvironment, isAlone: boolean): boolean =>
  check !== undefined && refusalOf(check, { environment, isSystem: false, waiveSecondPerson: isAlone }) === null;

type BeforeProps = {
  tenant: string;
  harness: string;
  check: PromotionCheck | undefined;
  isProduction: boolean;
  isAlone: boolean;
  onAlone: (isAlone: boolean) => void;
  onFollow: () => void;
};

/** What is open, and for production whether a second person promotes it. */
function BeforePromotion({ tenant, harness, check, isProduction, isAlone, onAlone, onFollow }: BeforeProps) {
  if (!check) return <Skeleton height={60} />;
  return (
    <>
      <PromotionFindings tenant={tenant} harness={harness} check={check} onFollow={onFollow} />
      {isProduction && (
        <SecondPerson tenant={tenant} fourEyes={check.fourEyes} confirmed={isAlone} onConfirm={onAlone} />
      )}
    </>
  );
}

type Routed = {
  tenant: string;
  harness: string;
  change: RouteChange;
  target: ReleaseView | undefined;
  waiveSecondPerson: boolean;
  onClose: () => void;
};

function useRouteChange({ tenant, harness, change, target, waiveSecondPerson, onClose }: Routed) {
  const { environment, routeRev } = change;
  const client = useQueryClient();
  const toast = useToast();
  const stepUp = useStepUp();
  return useMutation({
    mutationFn: (reason: string) =>
      stepUp(() =>
        unwrap(
          api.PUT("/api/v1/{tenant}/harnesses/{harness}/environments/{environment}", {
            params: { path: { tenant, harness, environment } },
            body: { releaseId: target?.id ?? "", reason, waiveSecondPerson, routeRev },
          }),
        ),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [tenant] });
      toast({ title: `${ENVIRONMENT_WORD[environment]} runs r${target?.number}`, tone: "ok" });
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: [tenant, "releases", harness] }),
  });
}
