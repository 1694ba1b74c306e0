"use client";
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from "react";
import { ApiError } from "@/lib/platform/http/api-client";

const ConfirmDialog = lazy(async () => ({
  default: (await import("@/components/governance/confirmation/confirm-who-dialog")).ConfirmWhoDialog,
}));

/** Does something that may ask for a fresh proof of who one is; asks for it, and does it again. */
type StepUp = <T>(act: () => Promise<T>) => Promise<T>;
const StepUpContext = createContext<StepUp | null>(null);

/** Inside `app/[tenant]`: whatever was being typed stays where it is while the question is open. */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<{ answer: (confirmed: boolean) => void } | null>(null);
  const stepUp = useCallback<StepUp>(async (act) => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError && error.problem?.code === "step-up-required")) throw error;
      const confirmed = await new Promise<boolean>((answer) => setQuestion({ answer }));
      setQuestion(null);
      if (!confirmed) throw error;
      return await act();
    }
  }, []);
  return (
    <StepUpContext value={stepUp}>
      {children}
      {question && (
        <Suspense>
          <ConfirmDialog onDone={() => question.answer(true)} onClose={() => question.answer(false)} />
        </Suspense>
      )}
    </StepUpContext>
  );
}

/** `mutationFn: () => stepUp(() => unwrap(api.PUT(…)))` */
export function useStepUp(): StepUp {
  const stepUp = useContext(StepUpContext);
  if (!stepUp) throw new Error("useStepUp is used outside of a tenant's pages.");
  return stepUp;
}
