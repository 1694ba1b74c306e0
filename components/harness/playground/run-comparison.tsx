"use client";
import { Play } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type Forecast, needsConfirmation } from "@/lib/harness/playground/forecast";
import { MAX_RUNS } from "@/lib/harness/test-runs/schema";

type Props = { forecast: Forecast; disabled: boolean; onRun: () => void };

/** Starts a comparison; one that may cost much, or nobody knows what, is confirmed first. */
export function RunComparison({ forecast, disabled, onRun }: Props) {
  const [isAsking, setAsking] = useState(false);
  const { runs, mostUsd } = forecast;
  const tooMany = runs > MAX_RUNS;
  const start = () => {
    setAsking(false);
    onRun();
  };
  return (
    <>
      <Button
        variant="primary"
        disabled={disabled || tooMany}
        title={tooMany ? `At most ${MAX_RUNS} runs at once` : undefined}
        onClick={() => (needsConfirmation(forecast) ? setAsking(true) : onRun())}
      >
        <Play className="i s" aria-hidden />
        Run
      </Button>
      {isAsking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={runs === 1 ? "Start 1 run?" : `Start ${runs} runs?`}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>Not now</Button>
              <Button variant="primary" onClick={start}>
                {runs === 1 ? "Start it" : `Start ${runs} runs`}
              </Button>
            </>
          }
        >
          <p className="text-muted">
            {mostUsd === null
              ? "Nobody knows what this costs: a model has no price in dollars. Enter it on the models page, or start anyway. The budgets of the organisation still hold."
              : `With the longest answers this costs about ${dollars(mostUsd)}. The budgets of the organisation still hold.`}
          </p>
        </Dialog>
      )}
    </>
  );
}

/** A forecast, for people. */
export function forecastWords({ mostUsd }: Forecast): string {
  if (mostUsd === null) return "cost not known";
  return mostUsd === 0 ? "costs nothing" : `at most about ${dollars(mostUsd)}`;
}

const dollars = (amount: number): string => `${amount < 0.01 ? "0.01" : amount.toFixed(2)} USD`;
